"""Opens a zip file that may be hostile. Nothing of it is ever written to the disk."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import IO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, LargeZipFile, ZipFile, ZipInfo

from community.importing.limits import (
    MEGABYTE,
    MOST_ENTRIES,
    check_packed,
    check_unpacked,
)
from community.importing.records import CannotRead

_ENTRY = b"PK\x01\x02"
_ENCRYPTED = 0x1


class Archive:
    """The files of a zip by their bare name, in whatever case or folder they lie."""

    def __init__(self, path: Path) -> None:
        packed = check_packed(path)
        _check_entry_count(path)
        try:
            self._zip = ZipFile(path)
        except (BadZipFile, LargeZipFile, OSError, ValueError, NotImplementedError) as problem:
            raise CannotRead(f"{path.name} is no zip file: {problem}") from None
        entries = self._zip.infolist()
        check_unpacked(path.name, packed=packed, unpacked=sum(e.file_size for e in entries))
        for entry in entries:
            check_unpacked(entry.filename, packed=entry.compress_size, unpacked=entry.file_size)
        self._entries = entries

    def holds(self, name: str) -> bool:
        return bool(self._named(name))

    @contextmanager
    def reading(self, name: str) -> Iterator[IO[bytes]]:
        try:
            with self._zip.open(self._readable(name)) as stream:
                yield stream
        except (BadZipFile, EOFError, OSError, ValueError, NotImplementedError) as problem:
            raise CannotRead(f"{name} is damaged: {problem}") from None

    def close(self) -> None:
        self._zip.close()

    def _named(self, name: str) -> list[ZipInfo]:
        return [entry for entry in self._entries if _bare_name(entry) == name.lower()]

    def _readable(self, name: str) -> ZipInfo:
        entry, *others = self._named(name)
        if others:
            raise CannotRead(f"{name} lies in the zip file more than once.")
        if entry.flag_bits & _ENCRYPTED:
            raise CannotRead(f"{name} is encrypted.")
        if entry.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
            raise CannotRead(f"{name} is packed in an unusual way; please pack it with zip.")
        return entry


def _bare_name(entry: ZipInfo) -> str:
    return PurePosixPath(entry.filename).name.lower()


def _check_entry_count(path: Path) -> None:
    """Before the list of entries is loaded: each of them begins with the same four bytes."""
    count = 0
    with path.open("rb") as raw:
        overlap = b""
        while chunk := raw.read(MEGABYTE):
            count += (overlap + chunk).count(_ENTRY)
            overlap = chunk[-len(_ENTRY) + 1 :]
    if count > MOST_ENTRIES:
        raise CannotRead(f"{path.name} holds more than {MOST_ENTRIES} files.")
