"""Reads the `<row … />` elements of a dump one by one, so that a broken one costs only itself.

A `<` never stands inside a row: what lies between one and the next is parsed for itself, without
any declaration that could name an entity.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import IO
from xml.parsers import expat

from community.importing.limits import LONGEST_RECORD
from community.importing.records import Broken, CannotRead

_CHUNK = 1 << 16
_DECLARATIONS = (b"!doctype", b"!entity")


@dataclass(frozen=True, slots=True)
class Row:
    """`place` is where it stands, e.g. "Posts.xml line 17"."""

    place: str
    values: dict[str, str]

    def only(self, names: Sequence[str]) -> dict[str, str]:
        return {name: self.values[name] for name in names if name in self.values}


def read_rows(stream: IO[bytes], name: str) -> Iterator[Row | Broken]:
    for number, piece in _pieces(stream, name):
        if piece[:8].lower().startswith(_DECLARATIONS):
            raise CannotRead(f"{name} declares a document type or entities; dumps never do.")
        if piece[:3] == b"row" and not piece[3:4].isalnum():
            yield _row(f"{name} line {number}", piece.strip())


def _pieces(stream: IO[bytes], name: str) -> Iterator[tuple[int, bytes]]:
    number, rest = 1, b""
    while chunk := stream.read(_CHUNK):
        *pieces, rest = (rest + chunk).split(b"<")
        for piece in pieces:
            yield number, piece
            number += piece.count(b"\n")
        if len(rest) > LONGEST_RECORD:
            raise CannotRead(f"{name} line {number} is longer than {LONGEST_RECORD} bytes.")
    yield number, rest


def _row(place: str, piece: bytes) -> Row | Broken:
    attributes: dict[str, str] = {}
    parser = expat.ParserCreate("utf-8")
    parser.StartElementHandler = lambda _name, found: attributes.update(found)
    try:
        parser.Parse(b"<" + piece + (b"" if piece.endswith(b"/>") else b"</row>"), True)
    except expat.ExpatError as problem:
        return Broken(place, f"is no XML ({expat.ErrorString(problem.code)})")
    return Row(place, attributes)
