"""Who was erased, kept outside the database: whoever comes back with a backup is erased again.

A line names the account by its number and the moment it was created, which no other account
shares and which says nothing about the person once the account is anonymous.
"""

import json
import os
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from django.conf import settings

from accounts.models import User
from accounts.privacy.models import Erasure


@dataclass(frozen=True, slots=True)
class Tombstone:
    user_id: int
    created_at: str
    keeps_texts: bool


def tombstone_of(erasure: Erasure) -> Tombstone:
    user = erasure.user
    return Tombstone(user.pk, user.created_at.isoformat(), erasure.keeps_texts)


def set_up(tombstone: Tombstone) -> None:
    """Add a line that is on the disk when this returns; the same line twice does no harm."""
    path = _path()
    path.parent.mkdir(parents=True, exist_ok=True)
    with os.fdopen(os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o600), "r+b") as file:
        line = json.dumps(asdict(tombstone)).encode()
        file.write((b"\n" if _is_torn(path) else b"") + line + b"\n")
        file.flush()
        os.fsync(file.fileno())


def read() -> Iterator[Tombstone]:
    """Every line but one that was torn by a crash: its erasure had not begun."""
    path = _path()
    if not path.exists():
        return
    with path.open(encoding="utf-8", errors="replace") as file:
        for line in file:
            tombstone = _parsed(line)
            if tombstone is not None:
                yield tombstone


def person_of(tombstone: Tombstone) -> User | None:
    """The account it stands for, if it is there and not erased."""
    user = User.objects.filter(pk=tombstone.user_id, erased_at=None).first()
    return user if user and user.created_at.isoformat() == tombstone.created_at else None


def _path() -> Path:
    return Path(settings.TOMBSTONE_FILE)


def _is_torn(path: Path) -> bool:
    with path.open("rb") as file:
        file.seek(0, os.SEEK_END)
        if not file.tell():
            return False
        file.seek(-1, os.SEEK_END)
        return file.read(1) != b"\n"


def _parsed(line: str) -> Tombstone | None:
    try:
        return Tombstone(**json.loads(line))
    except (ValueError, TypeError):
        return None
