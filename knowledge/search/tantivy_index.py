"""Opens, makes and fills an index folder; says in our words what tantivy's errors mean."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import tantivy

from knowledge.search.engine import Document, IndexBusy, IndexUnavailable
from knowledge.search.schema import as_stored, index_schema, register_analysers

SMALL_HEAP = 15_000_000
BULK_HEAP = 60_000_000


@contextmanager
def unavailable_if_broken() -> Iterator[None]:
    """tantivy reports missing and damaged files as ValueError, OSError or a panic."""
    try:
        yield
    except (ValueError, OSError) as problem:
        raise IndexUnavailable("The search index can't be read.") from problem
    except BaseException as problem:
        if type(problem).__name__ != "PanicException":
            raise
        raise IndexUnavailable("The search index is damaged.") from problem


def create_index(folder: Path) -> tantivy.Index:
    return register_analysers(tantivy.Index(index_schema(), path=str(folder)))


def open_index(folder: Path) -> tantivy.Index:
    with unavailable_if_broken():
        index = register_analysers(tantivy.Index.open(str(folder)))
        index.config_reader(reload_policy="manual")
        return index


def fill(index: tantivy.Index, documents: Iterable[Document]) -> int:
    """Into an empty index; gives how many there were."""
    count = 0
    with _writing(index, BULK_HEAP) as writer:
        for document in documents:
            writer.add_document(as_stored(document))
            count += 1
    return count


def replace_documents(
    index: tantivy.Index, keys: Iterable[str], documents: Iterable[Document]
) -> None:
    """Forget the keys, take the documents, in one commit."""
    with _writing(index, SMALL_HEAP) as writer:
        for key in keys:
            writer.delete_documents_by_term("key", key)
        for document in documents:
            writer.add_document(as_stored(document))


@contextmanager
def _writing(index: tantivy.Index, heap: int) -> Iterator[tantivy.IndexWriter]:
    try:
        writer = index.writer(heap, 1)
    except ValueError as problem:
        if "LockBusy" in str(problem):
            raise IndexBusy("Somebody else is writing to the search index.") from problem
        raise IndexUnavailable("The search index can't be written.") from problem
    try:
        yield writer
        with unavailable_if_broken():
            writer.commit()
    finally:
        writer.wait_merging_threads()
