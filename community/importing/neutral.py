"""Reads our own neutral format: one thread as a JSON object per line, packed with gzip or not."""

import gzip
import json
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO, cast

from community.importing.fields import Fields, Unreadable, as_identifier, check_answer_count
from community.importing.limits import LONGEST_RECORD, check_packed, check_unpacked
from community.importing.records import (
    Broken,
    CannotRead,
    ForeignAnswer,
    ForeignPerson,
    ForeignThread,
    Record,
)

_GZIP = b"\x1f\x8b"


class ThreadFile:
    """The threads of a file, one after the other."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._size = check_packed(path)
        self.share_read = 0.0

    def __iter__(self) -> Iterator[Record]:
        with self._path.open("rb") as raw:
            is_packed = raw.peek(len(_GZIP)).startswith(_GZIP)
            stream = cast(IO[bytes], gzip.GzipFile(fileobj=raw) if is_packed else raw)
            for number, line in self._lines(stream):
                self.share_read = raw.tell() / self._size
                if line.strip():
                    yield _read(f"line {number}", line)
        self.share_read = 1.0

    def _lines(self, stream: IO[bytes]) -> Iterator[tuple[int, bytes]]:
        number = 0
        try:
            while line := stream.readline(LONGEST_RECORD):
                number += 1
                check_unpacked(self._path.name, packed=self._size, unpacked=stream.tell())
                if len(line) == LONGEST_RECORD:
                    raise CannotRead(f"Line {number} is longer than {LONGEST_RECORD} bytes.")
                yield number, line
        except (EOFError, OSError, zlib.error) as problem:
            raise CannotRead(f"The file is damaged after line {number}: {problem}") from None


def _read(place: str, line: bytes) -> ForeignThread | Broken:
    try:
        return _thread(Fields(json.loads(line)))
    except Unreadable as problem:
        return Broken(place, str(problem))
    except (ValueError, RecursionError):
        return Broken(place, "is no JSON")


def _thread(fields: Fields) -> ForeignThread:
    answers = fields.records("answers")
    check_answer_count(len(answers))
    accepted = fields.line("accepted") if fields.flag("solved", default=True) else ""
    return ForeignThread(
        external_id=fields.identifier("id"),
        author=_author(fields),
        title=fields.required_line("title"),
        html=fields.html("html"),
        created_at=fields.moment("created"),
        tags=(*fields.lines("tags"), fields.line("topic")),
        affected_count=fields.count("votes"),
        accepted_id=accepted or None,
        answers=tuple(map(_answer, answers)),
    )


def _answer(fields: Fields) -> ForeignAnswer:
    return ForeignAnswer(
        external_id=fields.identifier("id"),
        author=_author(fields),
        html=fields.html("html"),
        created_at=fields.moment("created"),
        useful_count=fields.count("helpful"),
        not_useful_count=fields.count("unhelpful"),
    )


def _author(fields: Fields) -> ForeignPerson:
    """People are known by their name alone; of those without one, each post has its own."""
    name = fields.line("author")
    return ForeignPerson(
        external_id=as_identifier(name or f"author of {fields.identifier('id')}"), name=name
    )
