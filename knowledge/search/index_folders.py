"""Which folder holds the index, who may write to it, and how a new one takes its place.

`current` names the folder in use and is replaced by a rename, so that a reader sees the old
index or the new one and never a gap. While a rebuild runs, writers note what they change. Each
folder holds the learned parts of compounds by which its words were split.
"""

import fcntl
import hashlib
import os
import shutil
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from knowledge.search.engine import IndexBusy, IndexUnavailable

LOCK_PATIENCE = 10.0
LOCK_PAUSE = 0.02
# Of who has built for minutes; a writer may merge large parts of the index meanwhile.
BUILDERS_PATIENCE = 300.0
PARTS = "parts.txt"


class IndexFolders:
    def __init__(self, base: Path, version: str) -> None:
        self.base = base
        self.version = version
        self._pointer = base / "current"
        self._changed = base / "changed"

    def current(self) -> Path:
        """What may be written to."""
        return self._pointed_at(f"{self.version}.")

    def readable(self) -> Path:
        """What may be read: of another list of parts or stop words too, until it is rebuilt."""
        return self._pointed_at(f"{self.version.rpartition('-')[0]}-")

    @contextmanager
    def writing(self, changed_keys: Iterable[str]) -> Iterator[Path]:
        """The folder in use, held against other writers; a running rebuild learns the keys."""
        with self._lock("write.lock", patience=LOCK_PATIENCE):
            folder = self.current()
            self._note(changed_keys)
            yield folder

    @contextmanager
    def rebuilding(self, learned: frozenset[str]) -> Iterator[Path]:
        """An empty folder for the new index; only one rebuild runs at a time."""
        self.base.mkdir(parents=True, exist_ok=True)
        with self._lock("rebuild.lock", patience=0):
            self._remove_all_but(self._pointed_name())
            folder = self.base / f"{self.version}.{_digest(learned)}.{time.time_ns()}"
            try:
                with self._lock("write.lock", patience=LOCK_PATIENCE), _unavailable_if_full():
                    folder.mkdir()
                    (folder / PARTS).write_text("\n".join(sorted(learned)), encoding="utf-8")
                    self._changed.write_text("", encoding="utf-8")
                yield folder
            finally:
                self._changed.unlink(missing_ok=True)
                self._remove_all_but(self._pointed_name())

    def take_changed(self) -> set[str]:
        """What writers changed since the rebuild began, or since this was asked before."""
        with self._lock("write.lock", patience=BUILDERS_PATIENCE), _unavailable_if_full():
            noted = self._noted()
            self._changed.write_text("", encoding="utf-8")
        return noted

    @contextmanager
    def swapping_to(self, folder: Path) -> Iterator[set[str]]:
        """Gives what writers changed since it was taken last; then `folder` is the one in use."""
        with self._lock("write.lock", patience=BUILDERS_PATIENCE):
            yield self._noted()
            with _unavailable_if_full():
                fresh = self.base / "current.new"
                fresh.write_text(folder.name, encoding="utf-8")
                fresh.replace(self._pointer)

    def sweep(self) -> None:
        """Take away what a killed rebuild has left; one that runs keeps what it has."""
        with (
            suppress(IndexBusy, IndexUnavailable),
            self._lock("rebuild.lock", patience=0),
            self._lock("write.lock", patience=LOCK_PATIENCE),
        ):
            self._changed.unlink(missing_ok=True)
            self._remove_all_but(self._pointed_name())

    def _pointed_at(self, beginning: str) -> Path:
        name = self._pointed_name()
        if not name:
            raise IndexUnavailable("There is no search index.")
        if not name.startswith(beginning):
            raise IndexUnavailable("The search index is of another version.")
        return self.base / name

    def _note(self, keys: Iterable[str]) -> None:
        if self._changed.exists():
            with _unavailable_if_full(), self._changed.open("a", encoding="utf-8") as notes:
                notes.writelines(f"{key}\n" for key in keys)

    def _noted(self) -> set[str]:
        return set(self._changed.read_text(encoding="utf-8").split())

    def _pointed_name(self) -> str:
        try:
            return self._pointer.read_text(encoding="utf-8").strip()
        except (OSError, ValueError):
            return ""

    def _remove_all_but(self, name: str) -> None:
        for folder in self.base.iterdir():
            if folder.is_dir() and folder.name != name:
                shutil.rmtree(folder, ignore_errors=True)

    @contextmanager
    def _lock(self, name: str, *, patience: float) -> Iterator[None]:
        try:
            handle = os.open(self.base / name, os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as problem:
            raise IndexUnavailable("There is no search index.") from problem
        try:
            _wait_for_lock(handle, patience)
            yield
        finally:
            os.close(handle)


@contextmanager
def _unavailable_if_full() -> Iterator[None]:
    try:
        yield
    except OSError as problem:
        raise IndexUnavailable("There is no room for the search index.") from problem


def learned_parts_of(folder: Path) -> frozenset[str]:
    """By which the index in it was built."""
    try:
        return frozenset((folder / PARTS).read_text(encoding="utf-8").split())
    except (OSError, ValueError) as problem:
        raise IndexUnavailable("The search index lacks its parts of compounds.") from problem


def built_at(folder: Path) -> float:
    """In seconds since 1970, as its name says."""
    return int(folder.name.rpartition(".")[2]) / 1e9


def _digest(learned: frozenset[str]) -> str:
    return hashlib.sha256(" ".join(sorted(learned)).encode()).hexdigest()[:8]


def _wait_for_lock(handle: int, patience: float) -> None:
    deadline = time.monotonic() + patience
    while True:
        try:
            return fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as problem:
            if time.monotonic() >= deadline:
                raise IndexBusy("Somebody else is writing to the search index.") from problem
        time.sleep(LOCK_PAUSE)
