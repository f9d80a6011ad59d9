"""A-UP-05: zip files that are meant to do harm."""

import io
import os
from zipfile import ZIP_LZMA, ZipFile, ZipInfo

import pytest

from community.importing import CannotRead, Dump
from tests.community.importing.files import (
    a_question_row,
    write_dump,
    write_zip,
    xml_of,
)


def test_what_is_no_zip_file_is_refused(tmp_path):
    path = tmp_path / "dump.zip"
    path.write_bytes(b"PK\x03\x04 and nothing more")

    with pytest.raises(CannotRead, match="no zip file"):
        Dump(path)


def test_bomb_is_refused_unread(tmp_path):
    path = write_zip(tmp_path / "dump.zip", {"Posts.xml": b" " * 20_000_000})

    with pytest.raises(CannotRead, match="zip bomb"):
        Dump(path)


def test_one_bomb_beside_honest_files_is_refused(tmp_path, honest_bytes):
    path = tmp_path / "dump.zip"
    write_zip(path, {"Users.xml": honest_bytes, "Posts.xml": b" " * 20_000_000})

    with pytest.raises(CannotRead, match=r"Posts\.xml grows more than 100 times"):
        Dump(path)


@pytest.fixture
def honest_bytes() -> bytes:
    """What no packer makes smaller."""
    return os.urandom(1_000_000)


def test_too_many_entries_are_refused_before_they_are_listed(tmp_path):
    path = tmp_path / "dump.zip"
    with ZipFile(path, "w") as archive:
        for number in range(10_001):
            archive.writestr(str(number), b"")

    with pytest.raises(CannotRead, match="more than 10000 files"):
        Dump(path)


def test_zip_within_a_zip_is_not_opened(tmp_path):
    inner = io.BytesIO()
    with ZipFile(inner, "w") as archive:
        archive.writestr("Posts.xml", xml_of(a_question_row()))
    path = write_zip(tmp_path / "dump.zip", {"inner.zip": inner.getvalue()})

    with pytest.raises(CannotRead, match=r"no Posts\.xml"):
        list(Dump(path))


def test_file_that_lies_there_twice_is_refused(tmp_path):
    path = write_zip(tmp_path / "dump.zip", {"Posts.xml": b"", "../posts.XML": b""})

    with pytest.raises(CannotRead, match="more than once"):
        list(Dump(path))


def test_nothing_is_written_outside_the_database(tmp_path):
    evil = {"../../evil.txt": b"x", "/evil.txt": b"x"}
    dump = write_dump(tmp_path / "dump.zip", a_question_row())
    with ZipFile(dump, "a") as archive:
        for name, content in evil.items():
            archive.writestr(ZipInfo(name), content)

    list(Dump(dump))

    assert [path.name for path in tmp_path.iterdir()] == ["dump.zip"]


def test_unusual_packing_is_refused(tmp_path):
    path = tmp_path / "dump.zip"
    with ZipFile(path, "w", ZIP_LZMA) as archive:
        archive.writestr("Posts.xml", xml_of(a_question_row()))

    with pytest.raises(CannotRead, match="unusual way"):
        list(Dump(path))


def test_damaged_entry_is_said_so(tmp_path):
    path = write_dump(tmp_path / "dump.zip", a_question_row())
    content = bytearray(path.read_bytes())
    content[60:70] = b"\x00" * 10
    path.write_bytes(bytes(content))

    with pytest.raises(CannotRead, match="damaged"):
        list(Dump(path))
