"""How large a file may be, packed and unpacked, before it is refused."""

from pathlib import Path

from community.importing.records import CannotRead

MEGABYTE = 1_000_000
MOST_PACKED = 100 * MEGABYTE
MOST_UNPACKED = 1_000 * MEGABYTE
MOST_GROWTH = 100
# Small files may grow as they like: a page of the same word does so honestly.
GROWTH_ASKED_FROM = 10 * MEGABYTE
MOST_ENTRIES = 10_000
LONGEST_RECORD = 10 * MEGABYTE


def check_packed(path: Path) -> int:
    """The size of the file; raises CannotRead for one that is missing or too large."""
    if not path.is_file():
        raise CannotRead(f"There is no file {path}.")
    size = path.stat().st_size
    if size > MOST_PACKED:
        raise CannotRead(f"{path.name} is larger than {MOST_PACKED // MEGABYTE} MB.")
    return size


def check_unpacked(name: str, *, packed: int, unpacked: int) -> None:
    if unpacked > MOST_UNPACKED:
        raise CannotRead(f"{name} holds more than {MOST_UNPACKED // MEGABYTE} MB.")
    if unpacked > max(GROWTH_ASKED_FROM, MOST_GROWTH * packed):
        raise CannotRead(f"{name} grows more than {MOST_GROWTH} times: it may be a zip bomb.")
