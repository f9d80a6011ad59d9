"""Where pictures lie: one file each in a folder under `MEDIA_ROOT`, named by a key of its own."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from django.conf import settings

_SUFFIX = ".webp"


class PictureFolder:
    def __init__(self, name: str) -> None:
        self._name = name

    def keep(self, key: str, picture: bytes) -> None:
        """Write the picture whole or not at all, also where the disk is full (F-15)."""
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        unfinished = self._folder / f"{key}.unfinished"
        try:
            unfinished.write_bytes(picture)
            unfinished.replace(self._path(key))
        except OSError:
            unfinished.unlink(missing_ok=True)
            raise

    def read(self, key: str) -> bytes:
        """Raises FileNotFoundError."""
        return self._path(key).read_bytes()

    def forget(self, key: str) -> None:
        self._path(key).unlink(missing_ok=True)

    def kept_before(self, when: datetime) -> Iterator[str]:
        """Keys of what was written before `when`; unfinished files of then are cleared up."""
        for path in self._folder.glob("*"):
            if not _was_written_before(when, path):
                continue
            if path.suffix == _SUFFIX:
                yield path.stem
            else:
                path.unlink(missing_ok=True)

    @property
    def _folder(self) -> Path:
        return Path(settings.MEDIA_ROOT) / self._name

    def _path(self, key: str) -> Path:
        return self._folder / f"{key}{_SUFFIX}"


def _was_written_before(when: datetime, path: Path) -> bool:
    """False for what is finished, or swept by somebody else, at this moment."""
    try:
        return path.stat().st_mtime < when.timestamp()
    except FileNotFoundError:
        return False
