"""What pages leave behind for the worker: appended by many at once, never in a page's way."""

import os
import signal
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from config import spool

NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)
LIMIT = """
import resource
resource.setrlimit(resource.RLIMIT_FSIZE, ({size}, {size}))
"""
WRITER = """
import sys
from pathlib import Path
from django.conf import settings
settings.configure(SPOOL_DIR=Path(sys.argv[1]), USE_TZ=True)
from config import spool
for number in range(int(sys.argv[3])):
    spool.append("page-views", f"{sys.argv[2]}-{number} " + "x" * 300)
"""


def lines(kind: str = "page-views") -> list[str]:
    return [line for file in spool.files(kind) for line in all_of(file)]


def all_of(file: spool.SpoolFile) -> list[str]:
    found, start = [], 0
    while (part := file.read(start))[1] != start:
        found += part[0]
        start = part[1]
    return found


def the_file(kind: str = "page-views") -> Path:
    (file,) = spool.files(kind)
    return file.path


def test_lines_come_back_in_their_order_with_their_day():
    spool.append("page-views", "question-1 0", now=NOON)
    spool.append("page-views", "article-2 1", now=NOON)

    (file,) = spool.files("page-views")
    assert file.day == NOON.date()
    assert file.read(0)[0] == ["question-1 0", "article-2 1"]


def test_what_was_read_is_not_read_again():
    spool.append("page-views", "first")
    (file,) = spool.files("page-views")
    _lines, end = file.read(0)

    spool.append("page-views", "second")

    assert file.read(end)[0] == ["second"]


def test_kinds_and_days_stand_apart():
    spool.append("page-views", "a view", now=NOON)
    spool.append("page-views", "a later view", now=NOON + timedelta(days=1))
    spool.append("searches", "a search", now=NOON)

    assert lines() == ["a view", "a later view"]
    assert len(spool.files("page-views")) == 2
    assert lines("searches") == ["a search"]


def test_line_that_was_cut_off_counts_for_nothing_and_spoils_no_other():
    """A writer was killed, or the disk was full, in the middle of a line."""
    spool.append("page-views", "question-1 0")
    with the_file().open("ab") as file:
        file.write(b"\nquestion-12")
    spool.append("page-views", "question-3 0")

    assert lines() == ["question-1 0", "question-3 0"]


def test_line_that_is_being_written_waits_for_its_end():
    spool.append("page-views", "question-1 0")
    with the_file().open("ab") as file:
        file.write(b"\nquestion-12")
        file.flush()
        (spooled,) = spool.files("page-views")
        found, end = spooled.read(0)
        file.write(b"3 0;\n")

    assert found == ["question-1 0"]
    assert spooled.read(end)[0] == ["question-123 0"]


def test_file_that_lost_its_end_in_a_crash_is_not_read_again():
    spool.append("page-views", "question-1 0")
    (file,) = spool.files("page-views")
    _lines, end = file.read(0)
    os.truncate(file.path, 5)

    assert file.read(end) == ([], 5)


def test_long_file_is_read_in_parts():
    number = 3 * spool.BYTES_AT_ONCE // 100
    for each in range(number):
        spool.append("page-views", f"{each:098}")
    (file,) = spool.files("page-views")

    assert len(file.read(0)[0]) < number
    assert all_of(file) == [f"{each:098}" for each in range(number)]


def test_bytes_without_an_end_do_not_hold_up_the_rest():
    spool.append("page-views", "question-1 0")
    with the_file().open("ab") as file:
        file.write(b"\0" * (2 * spool.BYTES_AT_ONCE))
    spool.append("page-views", "question-2 0")

    assert lines() == ["question-1 0", "question-2 0"]


def test_line_stays_one_line():
    spool.append("page-views", "question-1 0;\nquestion-2 0;\nforged")

    assert lines() == ["question-1 0; question-2 0; forged"]


def test_other_files_of_the_folder_are_left_alone(settings):
    spool.append("page-views", "question-1 0")
    (Path(settings.SPOOL_DIR) / "page-views.notes").write_text("mine")
    (Path(settings.SPOOL_DIR) / "page-views.2026-05-04.host.old").write_text("\nold;\n")

    assert lines() == ["question-1 0"]


def test_nobody_else_on_the_host_may_read_it():
    spool.append("page-views", "question-1 0")

    assert the_file().stat().st_mode & 0o077 == 0
    assert the_file().parent.stat().st_mode & 0o077 == 0


def test_several_processes_append_at_once_and_no_line_is_lost(settings):
    """F: as the web server's workers do."""
    folder = str(settings.SPOOL_DIR)
    writers = [
        subprocess.Popen(  # noqa: S603
            [sys.executable, "-c", WRITER, folder, f"writer{number}", "200"]
        )
        for number in range(4)
    ]
    assert [writer.wait() for writer in writers] == [0] * 4

    written = {line.split()[0] for line in lines()}
    assert written == {f"writer{who}-{number}" for who in range(4) for number in range(200)}
    assert {len(line.split()[1]) for line in lines()} == {300}


def test_writer_that_is_killed_leaves_whole_lines(settings):
    """F: kill -9 in the middle of the work."""
    writer = subprocess.Popen(  # noqa: S603
        [sys.executable, "-c", WRITER, str(settings.SPOOL_DIR), "killed", "100000000"]
    )
    while not lines():
        assert writer.poll() is None
    writer.send_signal(signal.SIGKILL)
    writer.wait()
    spool.append("page-views", "after")

    *killed, after = lines()
    assert after == "after"
    assert [line.split()[0] for line in killed] == [f"killed-{n}" for n in range(len(killed))]


@pytest.mark.parametrize("folder", ["/proc/none/spool", "/dev/null"])
def test_folder_that_cannot_be_written_is_in_no_pages_way(settings, folder):
    settings.SPOOL_DIR = Path(folder)

    spool.append("page-views", "question-1 0")


def test_full_disk_is_in_no_pages_way(settings):
    """F: what cannot be written is not counted, and nothing else happens."""
    folder = Path(settings.SPOOL_DIR)
    spool.append("page-views", "question-1 0", now=NOON)
    path = the_file()
    path.unlink()
    path.symlink_to("/dev/full")

    spool.append("page-views", "question-2 0", now=NOON)

    assert [each.name for each in folder.iterdir()] == [path.name]


def test_disk_that_is_full_in_the_middle_of_a_line_spoils_no_other(settings):
    """F: the first bytes found their place, the others did not."""
    spool.append("page-views", "first")
    size = the_file().stat().st_size + 4
    full = subprocess.run(  # noqa: S603
        [sys.executable, "-c", LIMIT.format(size=size) + WRITER, settings.SPOOL_DIR, "lost", "1"],
        check=False,
    )
    assert full.returncode == 0
    assert the_file().stat().st_size == size

    spool.append("page-views", "last")

    assert lines() == ["first", "last"]


def test_day_is_over_when_nobody_can_still_be_writing_to_it():
    spool.append("page-views", "question-1 0", now=NOON)
    (file,) = spool.files("page-views")

    assert not file.is_over(NOON + timedelta(days=1))
    assert file.is_over(NOON + timedelta(days=2))
