"""What of the chain lies outside the database, under AUDIT_DIR.

`2026-11-22.json` is the signed root of a day. Until that day is over, `2026-11-22.marks` has a
line with number and digest for each batch that was sealed: a chain that was cut is found by it.
Neither is ever overwritten, so a database that was put back to an earlier state is found too.
"""

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.conf import settings

from config.audit.models import HASH_LENGTH, AuditRoot, AuditSeal
from config.text import number_in

_FIELDS = ("day", "first", "last", "digest", "public_key", "signature")


class UnreadableRoot(Exception):
    """Its text says what is wrong with the file."""


@dataclass(frozen=True, slots=True)
class Mark:
    file: str
    number: int
    digest: str


def mark(seal: AuditSeal) -> None:
    """Add a line that is on the disk when this returns."""
    folder = _folder()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = folder / f"{seal.day}.marks"
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600), "w") as file:
        file.write(f"{seal.number} {seal.digest}\n")
        file.flush()
        os.fsync(file.fileno())


def marks() -> Iterator[Mark]:
    """Every whole line: one that a crash tore says nothing."""
    for path in sorted(_folder().glob("*.marks")):
        yield from _marks_in(path)


def keep_root(root: AuditRoot) -> None:
    """Write the file of `root` unless there is one; marks that say no more than it does go."""
    path = _folder() / f"{root.day}.json"
    if path.exists():
        return
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    unfinished = path.with_suffix(".unfinished")
    with unfinished.open("w") as file:
        file.write(json.dumps({name: str(getattr(root, name)) for name in _FIELDS}, indent=2))
        file.write("\n")
        file.flush()
        os.fsync(file.fileno())
    unfinished.replace(path)
    marks_of_day = path.with_suffix(".marks")
    if [each.digest for each in _marks_in(marks_of_day)][-1:] == [root.digest]:
        marks_of_day.unlink()


def kept_roots() -> list[Path]:
    return sorted(_folder().glob("*.json"))


def read_root(path: Path) -> AuditRoot:
    """Raises UnreadableRoot for what is no root file."""
    try:
        content = json.loads(path.read_text())
        return AuditRoot(
            day=date.fromisoformat(content["day"]),
            first=int(content["first"]),
            last=int(content["last"]),
            **{name: str(content[name]) for name in ("digest", "public_key", "signature")},
        )
    except OSError as problem:
        raise UnreadableRoot(f"it cannot be read ({problem.strerror})") from None
    except (ValueError, KeyError, TypeError):
        raise UnreadableRoot("it is no root of the record") from None


def forget() -> None:
    """For a demo that starts over: what it recorded is gone."""
    for path in [*_folder().glob("*.marks"), *kept_roots()]:
        path.unlink(missing_ok=True)


def _marks_in(path: Path) -> Iterator[Mark]:
    if not path.exists():
        return
    for line in path.read_text(encoding="ascii", errors="replace").splitlines():
        digits, _space, digest = line.partition(" ")
        number = number_in(digits)
        if number is not None and len(digest) == HASH_LENGTH:
            yield Mark(path.name, number, digest)


def _folder() -> Path:
    return Path(settings.AUDIT_DIR)
