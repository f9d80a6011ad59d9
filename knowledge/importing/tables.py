"""Reads files with an article in each line or row. A broken one costs only itself."""

import csv
import json
from collections.abc import Iterator
from pathlib import Path

from community.importing.limits import LONGEST_RECORD
from community.importing.records import Broken, CannotRead
from knowledge.importing.records import RawArticle

_SEPARATORS = ",;\t"
_SURPLUS = "more than the first row has names for"


def read_json_lines(path: Path, name: str) -> Iterator[RawArticle | Broken]:
    with path.open("rb") as lines:
        number = 0
        while line := lines.readline(LONGEST_RECORD):
            number += 1
            if len(line) == LONGEST_RECORD:
                raise CannotRead(f"line {number} is longer than {LONGEST_RECORD} bytes.")
            if line.strip():
                yield _json_record(line, path, f"{name} line {number}")


def _json_record(line: bytes, path: Path, place: str) -> RawArticle | Broken:
    try:
        values = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError:
        return Broken(place, "is no UTF-8 text")
    except (ValueError, RecursionError):
        return Broken(place, "is no JSON")
    if not isinstance(values, dict):
        return Broken(place, "is no JSON object")
    return RawArticle(place, path, values)


def read_csv(path: Path, name: str) -> Iterator[RawArticle | Broken]:
    """The first row names the columns, which a comma, a semicolon or a tab separates."""
    # A cell may hold an image; the whole process reads cells of this size from here on.
    csv.field_size_limit(LONGEST_RECORD)
    with path.open(encoding="utf-8-sig", newline="", errors="surrogateescape") as lines:
        separator = max(_SEPARATORS, key=lines.readline().count)
        lines.seek(0)
        rows = csv.reader(lines, delimiter=separator)
        columns = next(rows, [])
        while True:
            place = f"{name} line {rows.line_num + 1}"
            try:
                cells = next(rows)
            except StopIteration:
                return
            except csv.Error as problem:
                yield Broken(place, f"is no CSV: {problem}")
                continue
            if any(cells):
                yield _csv_record(columns, cells, path, place)


def _csv_record(
    columns: list[str], cells: list[str], path: Path, place: str
) -> RawArticle | Broken:
    if len(cells) > len(columns) and any(cells[len(columns) :]):
        return Broken(place, f"has {len(cells)} cells, {_SURPLUS}")
    try:
        "".join(cells).encode()
    except UnicodeEncodeError:
        return Broken(place, "is no UTF-8 text")
    return RawArticle(place, path, dict(zip(columns, cells, strict=False)))
