"""Where the pictures lie: one file each under `MEDIA_ROOT`, named by a secret of its own."""

import secrets
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from django.conf import settings


def keep(picture: bytes) -> str:
    """Write the picture whole or not at all; return the key that names it."""
    key = secrets.token_hex(16)
    folder = _folder()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    unfinished = folder / f"{key}.unfinished"
    unfinished.write_bytes(picture)
    unfinished.replace(_path(key))
    return key


def read(key: str) -> bytes:
    """Raises FileNotFoundError."""
    return _path(key).read_bytes()


def forget(key: str) -> None:
    _path(key).unlink(missing_ok=True)


def kept_before(when: datetime) -> Iterator[str]:
    """The keys of the pictures that were written before `when`; unfinished ones are cleared up."""
    for path in _folder().glob("*"):
        if not _was_written_before(when, path):
            continue
        if path.suffix == ".webp":
            yield path.stem
        else:
            path.unlink(missing_ok=True)


def _was_written_before(when: datetime, path: Path) -> bool:
    """False for what is finished, or swept by somebody else, at this moment."""
    try:
        return path.stat().st_mtime < when.timestamp()
    except FileNotFoundError:
        return False


def _folder() -> Path:
    return Path(settings.MEDIA_ROOT) / "avatars"


def _path(key: str) -> Path:
    return _folder() / f"{key}.webp"
