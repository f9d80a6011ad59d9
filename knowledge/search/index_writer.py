"""Writes the index in use."""

from collections.abc import Collection, Iterable

from knowledge.search.compounds import use_learned
from knowledge.search.engine import Document
from knowledge.search.index_folders import IndexFolders, learned_parts_of
from knowledge.search.schema import as_stored
from knowledge.search.tantivy_index import Changes, open_index


class IndexWriter:
    """One that stays open merges parts of the index while it goes on writing. Merging takes a
    second every few commits, and now and then a minute; the others wait for it. While it is open
    no other process can write."""

    def __init__(self, folders: IndexFolders, *, stays_open: bool = False) -> None:
        self._folders = folders
        self._stays_open = stays_open
        self._changes: Changes | None = None

    def replace(self, keys: Collection[str], documents: Iterable[Document]) -> None:
        """Forget the keys, take the documents, in one commit."""
        with self._folders.writing(keys) as folder:
            use_learned(learned_parts_of(folder))
            changes, self._changes = self._changes, None
            if changes is None or changes.folder != folder:
                changes = Changes(open_index(folder), folder)
            changes.commit(keys, map(as_stored, documents))
            if self._stays_open:
                self._changes = changes
            else:
                changes.close()
