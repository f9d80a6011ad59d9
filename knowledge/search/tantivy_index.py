"""Opens, makes and fills an index folder; says in our words what tantivy's errors mean."""

from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import tantivy

from knowledge.search.engine import IndexBusy, IndexUnavailable
from knowledge.search.schema import index_schema, register_analysers

SMALL_HEAP = 15_000_000
# The larger, the fewer parts an index has, each of which every search has to look into.
BULK_HEAP = 200_000_000


@contextmanager
def unavailable_if_broken() -> Iterator[None]:
    """tantivy reports damaged files and a full disk as ValueError, OSError or a panic."""
    try:
        yield
    except (ValueError, OSError) as problem:
        raise IndexUnavailable("The search index can't be read.") from problem
    except BaseException as problem:
        if type(problem).__name__ != "PanicException":
            raise
        raise IndexUnavailable("The search index is damaged.") from problem


def create_index(folder: Path) -> tantivy.Index:
    with unavailable_if_broken():
        return register_analysers(tantivy.Index(index_schema(), path=str(folder)))


def open_index(folder: Path) -> tantivy.Index:
    with unavailable_if_broken():
        index = register_analysers(tantivy.Index.open(str(folder)))
        index.config_reader(reload_policy="manual")
        return index


def fill(index: tantivy.Index, documents: Iterable[tantivy.Document]) -> int:
    """Into an empty index; gives how many there were."""
    writer = _writer_of(index, BULK_HEAP)
    count = 0
    try:
        for document in documents:
            with unavailable_if_broken():
                writer.add_document(document)
            count += 1
        with unavailable_if_broken():
            writer.commit()
    finally:
        with unavailable_if_broken():
            writer.wait_merging_threads()
    return count


class Changes:
    """To an index in use; from the first one on nobody else can write to it until they end."""

    def __init__(self, index: tantivy.Index, folder: Path) -> None:
        self.folder = folder
        self._index = index
        self._writer: tantivy.IndexWriter | None = None

    def commit(self, keys: Collection[str], documents: Iterable[tantivy.Document]) -> None:
        """Forget the keys, take the documents; if that fails, none of it, and the end is now."""
        stored = list(documents)
        if not stored and not _knows_any(self._index, keys):
            return
        try:
            self._write(keys, stored)
        except BaseException:
            self._writer = None
            raise

    def close(self) -> None:
        """When the parts of the index are merged that should be."""
        if self._writer is not None:
            with unavailable_if_broken():
                self._writer.wait_merging_threads()
            self._writer = None

    def _write(self, keys: Collection[str], documents: Iterable[tantivy.Document]) -> None:
        self._writer = self._writer or _writer_of(self._index, SMALL_HEAP)
        with unavailable_if_broken():
            for key in keys:
                self._writer.delete_documents_by_term("key", key)
            for document in documents:
                self._writer.add_document(document)
            self._writer.commit()


def _knows_any(index: tantivy.Index, keys: Collection[str]) -> bool:
    with unavailable_if_broken():
        index.reload()
        searcher = index.searcher()
        return any(searcher.doc_freq("key", key) for key in keys)


def _writer_of(index: tantivy.Index, heap: int) -> tantivy.IndexWriter:
    try:
        return index.writer(heap, 1)
    except ValueError as problem:
        if "LockBusy" in str(problem):
            raise IndexBusy("Somebody else is writing to the search index.") from problem
        raise IndexUnavailable("The search index can't be written.") from problem
