"""What can happen to the folders of a search index, and what an index holds."""

import os
import resource
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import tantivy

from knowledge.search.engine import CIRCLES
from knowledge.search.index_folders import IndexFolders
from knowledge.search.schema import index_version
from knowledge.search.tantivy_index import open_index

TEXT_FIELDS = ("key", "tag", "text", "extra", "words", "grams")
COLUMNS = ("kind", "object_id", "state", "language", "created", "linked", "is_official", "tag_set")
EVERYTHING = 1_000_000
# A disk with room for so many bytes in a file is full for an index.
ROOM = 1_000

Contents = dict[tuple[str, str], frozenset[tuple]]


def folders_of(base: Path) -> list[Path]:
    """Of everybody's index and of those of the circles."""
    return [base, *(base.with_name(f"{base.name}-{circle}") for circle in CIRCLES)]


def contents_of(base: Path) -> Contents:
    """Which documents have which term, and every document with its columns, in all indexes."""
    found: Contents = {}
    for folder in folders_of(base):
        index = open_index(IndexFolders(folder, index_version()).current())
        index.reload()
        for (field, term), rows in _terms_of(index.searcher(), index.schema).items():
            found[f"{folder.name.removeprefix(base.name)} {field}", term] = rows
    return {name: rows for name, rows in found.items() if rows}


def delete(base: Path) -> None:
    for folder in folders_of(base):
        shutil.rmtree(folder)


def lose_a_file(base: Path) -> None:
    _a_file(base).unlink()


def change_bytes(base: Path) -> None:
    """As a disk does it: the file is another one for who opens it, not for who reads it already."""
    file = _a_file(base)
    content = bytearray(file.read_bytes())
    middle = len(content) // 3
    content[middle : middle + 8] = bytes(255 - byte for byte in content[middle : middle + 8])
    _replace(file, bytes(content))


def cut_off(base: Path) -> None:
    file = _a_file(base)
    _replace(file, file.read_bytes()[: file.stat().st_size // 2])


def scribble_over_the_list(base: Path) -> None:
    _replace(_in_use(base) / "meta.json", b"\xff{")


def scribble_over_the_pointer(base: Path) -> None:
    (base / "current").write_bytes(b"\xff\xfe")


def bring_another_version(base: Path) -> None:
    other = "0-0-00000000.00000000.1"
    _in_use(base).rename(base / other)
    (base / "current").write_text(other)


FAULTS: dict[str, Callable[[Path], None]] = {
    "folder deleted": delete,
    "file lost": lose_a_file,
    "bytes changed": change_bytes,
    "file cut off": cut_off,
    "list of files overwritten": scribble_over_the_list,
    "pointer overwritten": scribble_over_the_pointer,
    "another version": bring_another_version,
}


@contextmanager
def full_disk() -> Iterator[None]:
    """No file of this process can grow beyond ROOM, whatever it is."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (ROOM, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def _in_use(base: Path) -> Path:
    return base / (base / "current").read_text()


def _a_file(base: Path) -> Path:
    """The largest one of the terms' documents."""
    return max(_in_use(base).glob("*.idx"), key=lambda file: (file.stat().st_size, file.name))


def _replace(file: Path, content: bytes) -> None:
    fresh = file.with_suffix(".fresh")
    fresh.write_bytes(content)
    os.replace(fresh, file)


def _terms_of(searcher: tantivy.Searcher, schema: tantivy.Schema) -> Contents:
    found = {("", "documents"): _rows(searcher, tantivy.Query.all_query())}
    for field in TEXT_FIELDS:
        for term, _ in searcher.terms_with_prefix(field, "", limit=EVERYTHING):
            query = tantivy.Query.term_query(schema, field, term, "basic")
            found[field, term] = _rows(searcher, query)
    return found


def _rows(searcher: tantivy.Searcher, query: tantivy.Query) -> frozenset[tuple]:
    limit = max(1, searcher.num_docs)
    addresses = [address for _, address in searcher.search(query, limit, count=False).hits]
    columns = [searcher.fast_field_values(name, addresses) for name in COLUMNS]
    return frozenset(zip(*columns, strict=True))
