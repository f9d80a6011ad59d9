"""The index in use as a process reads it: opened once, looked at again when it has changed."""

import os
from dataclasses import dataclass
from pathlib import Path

import tantivy

from knowledge.search.checksums import META_FILE, damaged_files
from knowledge.search.compounds import use_learned
from knowledge.search.engine import IndexUnavailable
from knowledge.search.index_folders import IndexFolders, built_at, learned_parts_of
from knowledge.search.tantivy_index import open_index, unavailable_if_broken

Mark = tuple[int, int]


@dataclass(slots=True)
class _Opened:
    """`mark` tells one state of the folder from the next; opening its files anew takes long."""

    folder: Path
    index: tantivy.Index
    learned: frozenset[str]
    mark: Mark

    def searcher(self) -> tantivy.Searcher:
        use_learned(self.learned)
        return self.index.searcher()


class IndexReader:
    def __init__(self, folders: IndexFolders) -> None:
        self._folders = folders
        self._opened: _Opened | None = None

    def newest(self) -> tantivy.Searcher:
        """Of what may be written to, opened anew: what is open outlives files that are lost."""
        try:
            return _open(self._folders.current()).searcher()
        except IndexUnavailable:
            # A rebuild may have taken the folder away between our reading its name and using it.
            return _open(self._folders.current()).searcher()

    def searcher(self) -> tantivy.Searcher:
        """Of what is there now, else of what this process opened last: files that are gone from
        their folder can be read on until another index takes their place."""
        try:
            return self._now().searcher()
        except IndexUnavailable:
            if self._opened is None:
                raise
            return self._opened.searcher()

    def learned(self) -> frozenset[str]:
        return learned_parts_of(self._folders.current())

    def built_at(self) -> float:
        return built_at(self._folders.current())

    def is_whole(self) -> bool:
        """Reads every file, as much as the index is large."""
        return not damaged_files(self._folders.current())

    def _now(self) -> _Opened:
        try:
            return self._look()
        except IndexUnavailable:
            return self._look()

    def _look(self) -> _Opened:
        folder = self._folders.readable()
        opened = self._opened
        if opened is None or opened.folder != folder:
            self._opened = opened = _open(folder)
            return opened
        with unavailable_if_broken():
            mark = _mark_of(folder)
            if opened.mark != mark:
                opened.index.reload()
                opened.mark = mark
        return opened


def _open(folder: Path) -> _Opened:
    with unavailable_if_broken():
        mark = _mark_of(folder)
        index = open_index(folder)
        index.reload()
        return _Opened(folder, index, learned_parts_of(folder), mark)


def _mark_of(folder: Path) -> Mark:
    """Every commit replaces the file that names the index's parts."""
    found = os.stat(folder / META_FILE)
    return found.st_ino, found.st_mtime_ns
