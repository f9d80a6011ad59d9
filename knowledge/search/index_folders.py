"""Which folder holds the index, who may write to it, and how a new one takes its place.

`current` names the folder in use and is replaced by a rename, so that a reader sees the old
index or the new one and never a gap. While a rebuild runs, writers note what they change.
"""

import fcntl
import os
import shutil
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from knowledge.search.engine import IndexBusy, IndexUnavailable

LOCK_PATIENCE = 10.0
LOCK_PAUSE = 0.02


class IndexFolders:
    def __init__(self, base: Path, version: str) -> None:
        self.base = base
        self.version = version
        self._pointer = base / "current"
        self._changed = base / "changed"

    def current(self) -> Path:
        try:
            name = self._pointer.read_text(encoding="utf-8").strip()
        except (OSError, ValueError) as problem:
            raise IndexUnavailable("There is no search index.") from problem
        if not name.startswith(f"{self.version}."):
            raise IndexUnavailable("The search index is of another version.")
        return self.base / name

    @contextmanager
    def writing(self, changed_keys: Iterable[str]) -> Iterator[Path]:
        """The folder in use, held against other writers; a running rebuild learns the keys."""
        with self._lock("write.lock", patience=LOCK_PATIENCE):
            folder = self.current()
            self._note(changed_keys)
            yield folder

    @contextmanager
    def rebuilding(self) -> Iterator[Path]:
        """An empty folder for the new index; only one rebuild runs at a time."""
        self.base.mkdir(parents=True, exist_ok=True)
        with self._lock("rebuild.lock", patience=0):
            self._remove_all_but(self._pointed_name())
            folder = self.base / f"{self.version}.{time.time_ns()}"
            folder.mkdir()
            self._changed.write_text("", encoding="utf-8")
            try:
                yield folder
            finally:
                self._changed.unlink(missing_ok=True)

    @contextmanager
    def swapping_to(self, folder: Path) -> Iterator[set[str]]:
        """Gives what writers changed since the rebuild began; then `folder` is the one in use."""
        with self._lock("write.lock", patience=LOCK_PATIENCE):
            yield set(self._changed.read_text(encoding="utf-8").split())
            fresh = self.base / "current.new"
            fresh.write_text(folder.name, encoding="utf-8")
            fresh.replace(self._pointer)
        self._remove_all_but(folder.name)

    def _note(self, keys: Iterable[str]) -> None:
        if self._changed.exists():
            with self._changed.open("a", encoding="utf-8") as notes:
                notes.writelines(f"{key}\n" for key in keys)

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


def _wait_for_lock(handle: int, patience: float) -> None:
    deadline = time.monotonic() + patience
    while True:
        try:
            return fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as problem:
            if time.monotonic() >= deadline:
                raise IndexBusy("Somebody else is writing to the search index.") from problem
        time.sleep(LOCK_PAUSE)
