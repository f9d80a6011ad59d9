"""Lines that pages leave behind for a worker, because a GET writes to no database.

Each host has one file a day and kind, which only grows: many processes add to it at once, each
line in one write. Whoever takes the lines in keeps how far he has read in the same transaction as
what he makes of them, so that none counts twice (docs/adr/0026-what-a-candidate-is-worth.md).
"""

import os
import re
import socket
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import structlog
from django.conf import settings
from django.utils import timezone

log = structlog.get_logger(__name__)

# A line counts only with its end: of what a full disk or a lost process cut off, nothing does.
END = b";"
BYTES_AT_ONCE = 64 * 1024
# Somebody may still be writing to yesterday's file.
KEPT_DAYS = 2
_NAME = re.compile(r"(?P<kind>[a-z-]+)\.(?P<day>\d{4}-\d\d-\d\d)\.[\w-]+")


@dataclass(frozen=True, slots=True)
class SpoolFile:
    path: Path
    day: date

    @property
    def name(self) -> str:
        return self.path.name

    def read(self, start: int) -> tuple[list[str], int]:
        """Whole lines from byte `start` on, as many as fit in a part, and where the next begins.

        A file that is shorter than `start` lost its end in a crash: what was taken in from it is
        not taken in again.
        """
        size = self.path.stat().st_size
        if size <= start:
            return [], size
        with self.path.open("rb") as file:
            file.seek(start)
            part = file.read(BYTES_AT_ONCE)
        end = part.rfind(b"\n") + 1
        if not end and len(part) == BYTES_AT_ONCE:
            end = len(part)
        lines = part[:end].split(b"\n")
        whole = [line.removesuffix(END) for line in lines if line.endswith(END)]
        return [line.decode(errors="replace") for line in whole], start + end

    def is_over(self, now: datetime) -> bool:
        """Nobody writes to it any more."""
        return self.day <= now.astimezone(UTC).date() - timedelta(days=KEPT_DAYS)


def append(kind: str, line: str, *, now: datetime | None = None) -> None:
    """Add one line. Where it cannot be written, the page goes on without it."""
    day = (now or timezone.now()).astimezone(UTC).date()
    path = _folder() / f"{kind}.{day}.{_host()}"
    # It begins a line of its own, whatever stands before it.
    written = b"\n" + line.replace("\n", " ").encode(errors="replace") + END + b"\n"
    try:
        _write(path, written)
    except OSError as problem:
        log.warning("spool.away", kind=kind, problem=str(problem))


def files(kind: str) -> Sequence[SpoolFile]:
    """Those that there are, the oldest first."""
    found = []
    for path in _folder().glob(f"{kind}.*"):
        name = _NAME.fullmatch(path.name)
        if name:
            found.append(SpoolFile(path, date.fromisoformat(name["day"])))
    return sorted(found, key=lambda file: (file.day, file.name))


def _write(path: Path, written: bytes) -> None:
    try:
        number = _opened(path)
    except FileNotFoundError:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        number = _opened(path)
    try:
        os.write(number, written)
    finally:
        os.close(number)


def _opened(path: Path) -> int:
    return os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC, 0o600)


def _folder() -> Path:
    return Path(settings.SPOOL_DIR)


def _host() -> str:
    """Several hosts may share a folder, where adding at once is safe within each of them alone."""
    return re.sub(r"[^\w-]", "-", socket.gethostname()[:60], flags=re.ASCII) or "host"
