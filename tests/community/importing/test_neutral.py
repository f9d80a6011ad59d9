"""The neutral format: what is read, and what is refused (A-UP-06, A-UP-07)."""

import gzip
import json
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from community.importing import Broken, CannotRead, ForeignThread, ThreadFile
from community.importing.limits import LONGEST_RECORD
from tests.community.importing.files import a_thread, an_answer, write_lines


@pytest.fixture
def read(tmp_path):
    def records(*lines) -> list:
        return list(ThreadFile(write_lines(tmp_path / "threads.jsonl.gz", *lines)))

    return records


def test_thread_has_what_the_line_says(read):
    [thread] = read(
        a_thread(
            tags=["box", "reset"],
            topic="hardware",
            votes=3,
            solved=True,
            accepted="170",
            answers=[an_answer(helpful=2, unhelpful=1)],
        )
    )

    assert thread.external_id == "17"
    assert thread.author.name == "Anna"
    assert thread.created_at == datetime(2024, 2, 1, 10, tzinfo=UTC)
    assert thread.tags == ("box", "reset", "hardware")
    assert (thread.affected_count, thread.accepted_id) == (3, "170")
    [answer] = thread.answers
    assert (answer.useful_count, answer.not_useful_count) == (2, 1)


def test_optional_fields_may_be_missing_or_null(read):
    [thread] = read(a_thread(author=None, tags=None, topic=None, votes=None, answers=None))

    assert thread.author.name == ""
    assert thread.answers == ()


def test_accepted_does_not_count_where_the_thread_is_not_solved(read):
    [thread] = read(a_thread(solved=False, accepted="170", answers=[an_answer()]))

    assert thread.accepted_id is None


def test_people_without_a_name_are_not_taken_for_one(read):
    first, second = read(a_thread(author=""), a_thread(id="18", author=" \u200b "))

    assert first.author.external_id != second.author.external_id


@pytest.mark.parametrize(
    "written",
    [
        "2024-02-01 10:00:00 +0000",
        "2024-02-01T10:00:00Z",
        "2024-02-01T10:00:00",
        "2024-02-01 12:00:00+02:00",
    ],
)
def test_dates_are_read_in_every_usual_form(read, written):
    [thread] = read(a_thread(created=written))

    assert thread.created_at == datetime(2024, 2, 1, 10, tzinfo=UTC)


def test_nothing_invisible_stays_in_title_name_and_tags(read):
    [thread] = read(a_thread(title="\x00\u202eHow?\n", author=" An\u200bna", tags=["b\ud800ox"]))

    assert (thread.title, thread.author.name, thread.tags[0]) == ("How?", "Anna", "box")


def test_date_in_the_future_becomes_now(read):
    """A-UP-07"""
    [thread] = read(a_thread(created="9999-12-31T23:59:59-00:00"))

    assert timezone.now() - thread.created_at < timedelta(minutes=1)


@pytest.mark.parametrize(
    ("values", "why"),
    [
        ({"id": ""}, "id is no id"),
        ({"id": "x" * 101}, "id is no id"),
        ({"id": True}, "id is no id"),
        ({"title": " \u202e "}, "title is empty"),
        ({"title": 5}, "title is no text"),
        ({"html": None}, "html is missing"),
        ({"created": "yesterday"}, "created is no date with time"),
        ({"created": "0001-01-01T00:00:00+14:00"}, "created is no date with time"),
        ({"created": "1969-12-31T00:00:00"}, "created lies before 1970"),
        ({"tags": "box"}, "tags is no list"),
        ({"tags": [1]}, "tags holds something else than text"),
        ({"votes": -1}, "votes is no number from 0 to 1000000"),
        ({"votes": 10**30}, "votes is no number from 0 to 1000000"),
        ({"votes": "3"}, "votes is no number from 0 to 1000000"),
        ({"solved": "yes"}, "solved is neither true nor false"),
        ({"answers": [[]]}, "answers[0] is no object"),
        ({"answers": [an_answer(), an_answer(created="")]}, "answers[1].created is no date"),
        ({"answers": [an_answer()] * 10_001}, "has more than 10000 answers"),
    ],
)
def test_wrong_field_is_named(read, values, why):
    [broken] = read(a_thread(**values))

    assert isinstance(broken, Broken)
    assert broken.why.startswith(why)


@pytest.mark.parametrize("line", ["{", "[]", "null", "[" * 100_000, b"\xff\xfe", '"\ud800"'])
def test_broken_line_is_named_and_costs_only_itself(read, line):
    """A-UP-06"""
    line = line if isinstance(line, bytes) else line.encode("utf-8", "surrogatepass")

    first, broken, last = read(a_thread(), line, a_thread(id="18"))

    assert (first.external_id, last.external_id) == ("17", "18")
    assert broken.place == "line 2"


def test_blank_lines_count_but_are_no_records(read):
    [broken] = read("", " ", "{}")

    assert broken.place == "line 3"


def test_file_need_not_be_packed(tmp_path):
    path = tmp_path / "threads.jsonl"
    path.write_text(json.dumps(a_thread()))

    assert [thread.external_id for thread in ThreadFile(path)] == ["17"]


def test_damaged_file_gives_what_stands_before_the_damage(tmp_path):
    path = write_lines(tmp_path / "t.gz", *(a_thread(id=str(n)) for n in range(2000)))
    path.write_bytes(path.read_bytes()[:-200])
    found = []

    with pytest.raises(CannotRead, match="damaged after line"):
        found.extend(ThreadFile(path))


def test_share_read_ends_with_one(tmp_path):
    file = ThreadFile(write_lines(tmp_path / "t.gz", a_thread()))

    list(file)

    assert file.share_read == 1.0


def test_endless_line_is_refused(tmp_path):
    """A-UP-05"""
    path = tmp_path / "t.gz"
    path.write_bytes(gzip.compress(b"0" * (LONGEST_RECORD + 1)))

    with pytest.raises(CannotRead, match="Line 1 is longer"):
        list(ThreadFile(path))


def test_bomb_is_refused(tmp_path):
    """A-UP-05: ratio 100."""
    path = tmp_path / "t.gz"
    path.write_bytes(gzip.compress((b" " * 999 + b"\n") * 11_000))

    with pytest.raises(CannotRead, match="zip bomb"):
        list(ThreadFile(path))


def test_huge_file_is_refused_unread(tmp_path):
    """A-UP-05: 100 MB packed."""
    path = tmp_path / "t.gz"
    with path.open("wb") as file:
        file.truncate(100_000_001)

    with pytest.raises(CannotRead, match="larger than 100 MB"):
        ThreadFile(path)


def test_missing_file_is_said_so(tmp_path):
    with pytest.raises(CannotRead, match="There is no file"):
        ThreadFile(tmp_path / "nowhere.gz")


_ODD = [None, True, 0, -1, 10**40, 1e308, "", " ", "\x00", "\ud800", "\u202e", "x" * 300, [], [[]]]
_ODD += [{}, [None], ["\ud800"], [{}], [a_thread()], float("nan"), "2024-01-01", "+00:00"]


@pytest.mark.parametrize("key", [*a_thread(), "tags", "topic", "solved", "accepted", "votes"])
@pytest.mark.parametrize("place", ["thread", "answer"])
def test_whatever_a_field_holds_the_line_is_a_thread_or_broken(read, key, place):
    lines = [
        a_thread(**{key: odd}) if place == "thread" else a_thread(answers=[an_answer(**{key: odd})])
        for odd in _ODD
    ]

    records = read(*lines)

    assert len(records) == len(_ODD)
    assert all(isinstance(record, ForeignThread | Broken) for record in records)
