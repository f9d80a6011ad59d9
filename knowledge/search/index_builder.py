"""Builds the index that takes the place of the one in use."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from knowledge.search.analysing import analysed
from knowledge.search.compounds import use_learned
from knowledge.search.engine import Document, Fetch
from knowledge.search.index_folders import IndexFolders
from knowledge.search.schema import as_stored
from knowledge.search.tantivy_index import Changes, create_index, fill, open_index

# Most of what was changed is caught up with while others write; they wait for the last of it.
FEW = 50
MOST_ROUNDS = 5

Build = Callable[[Iterable[Document], Fetch], int]


class IndexBuilder:
    def __init__(self, folders: IndexFolders) -> None:
        self._folders = folders

    def sweep(self) -> None:
        self._folders.sweep()

    @contextmanager
    def building(self, learned: frozenset[str]) -> Iterator[Build]:
        with self._folders.rebuilding(learned) as folder:

            def build(documents: Iterable[Document], fetch: Fetch) -> int:
                count = fill(create_index(folder), analysed(documents, learned))
                for _ in range(MOST_ROUNDS):
                    changed = self._folders.take_changed()
                    _catch_up(folder, changed, fetch, learned)
                    if len(changed) < FEW:
                        break
                with self._folders.swapping_to(folder) as changed:
                    _catch_up(folder, changed, fetch, learned)
                return count

            yield build


def _catch_up(folder: Path, changed: set[str], fetch: Fetch, learned: frozenset[str]) -> None:
    if changed:
        use_learned(learned)
        changes = Changes(open_index(folder), folder)
        changes.commit(changed, map(as_stored, fetch(sorted(changed))))
        changes.close()
