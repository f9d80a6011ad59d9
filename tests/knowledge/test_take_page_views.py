"""What was read is counted once, whatever is killed between reading and counting."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from config import spool
from knowledge.actions import page_views
from knowledge.actions.page_views import note_view, sweep, take_page_views
from knowledge.actions.spooled import take_in
from knowledge.models import PageViews, SpoolMark

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)


class Killed(BaseException):
    """As kill -9: nothing after it runs."""


def read(*documents: str, now: datetime = NOON, from_search: bool = False) -> None:
    for document in documents:
        note_view(document=document, from_search=from_search, now=now)


def counted() -> dict[str, tuple[int, int]]:
    rows = PageViews.objects.values_list("document", "views", "from_search")
    return {document: (views, searched) for document, views, searched in rows}


def test_views_are_counted_by_document_and_day():
    read("question-1", "question-1", "article-2")
    read("question-1", from_search=True)

    assert take_page_views(now=NOON) == 4

    assert counted() == {"question-1": (3, 1), "article-2": (1, 0)}
    assert set(PageViews.objects.values_list("day", flat=True)) == {NOON.date()}


def test_what_was_taken_in_is_not_taken_in_again():
    read("question-1")
    take_page_views(now=NOON)
    read("question-1")

    assert take_page_views(now=NOON) == 1
    assert take_page_views(now=NOON) == 0
    assert counted() == {"question-1": (2, 0)}


def test_worker_killed_between_reading_and_committing_counts_nothing_twice():
    """F: what it had read is taken in by the next one, once."""
    read("question-1", "question-2")

    def killed_at_the_end(day, lines) -> None:
        page_views._count(day, lines)
        raise Killed

    with pytest.raises(Killed):
        take_in(page_views.KIND, killed_at_the_end, now=NOON)
    assert counted() == {}
    take_page_views(now=NOON)

    assert counted() == {"question-1": (1, 0), "question-2": (1, 0)}


def test_worker_killed_between_two_parts_goes_on_at_the_second(monkeypatch):
    """F: the first part is counted, and it alone."""
    monkeypatch.setattr(spool, "BYTES_AT_ONCE", 64)
    read(*["question-1"] * 20)
    parts = []

    def killed_in_the_third(day, lines) -> None:
        parts.append(len(lines))
        if len(parts) == 3:
            raise Killed
        page_views._count(day, lines)

    with pytest.raises(Killed):
        take_in(page_views.KIND, killed_in_the_third, now=NOON)
    assert counted() == {"question-1": (sum(parts[:2]), 0)}
    take_page_views(now=NOON)

    assert counted() == {"question-1": (20, 0)}


def test_file_of_a_day_that_is_over_goes_and_counts_no_more():
    read("question-1")
    later = NOON + timedelta(days=3)

    take_page_views(now=later)

    assert spool.files(page_views.KIND) == []
    assert not SpoolMark.objects.exists()
    assert counted() == {"question-1": (1, 0)}


def test_worker_killed_before_it_removed_a_file_counts_nothing_twice():
    """F: the file is still there, and its mark says that all of it was taken in."""
    read("question-1")
    take_page_views(now=NOON)

    take_page_views(now=NOON + timedelta(days=3))

    assert counted() == {"question-1": (1, 0)}


def test_mark_without_its_file_goes_after_a_while():
    """F: the worker was killed between removing the two."""
    SpoolMark.objects.create(file="page-views.2026-04-01.host", taken_bytes=9, taken_at=NOON)

    take_page_views(now=NOON + timedelta(days=13))
    assert SpoolMark.objects.exists()
    take_page_views(now=NOON + timedelta(days=15))
    assert not SpoolMark.objects.exists()


@pytest.mark.parametrize(
    "line", ["", "question-1", "question-1 2", "question-x 0", "member-1 0", "question-1 0 0", "\0"]
)
def test_line_that_is_none_of_ours_counts_for_nothing(line):
    spool.append(page_views.KIND, line, now=NOON)
    read("question-1")

    take_page_views(now=NOON)

    assert counted() == {"question-1": (1, 0)}


def test_statements_do_not_grow_with_what_was_read(count_queries):
    read("question-0")
    take_page_views(now=NOON)
    read("question-1")
    few = count_queries(lambda: take_page_views(now=NOON))
    read(*(f"question-{number % 30}" for number in range(300)))

    assert count_queries(lambda: take_page_views(now=NOON)) == few
    assert counted()["question-1"] == (11, 0)


def test_days_nobody_asks_about_any_more_are_forgotten():
    """L-GD-05"""
    read("question-1")
    take_page_views(now=NOON)

    assert sweep(now=NOON + page_views.KEPT) == 0
    assert sweep(now=NOON + page_views.KEPT + timedelta(days=1)) == 1


def test_nothing_but_document_day_and_number_is_kept():
    """L-TD-02: no reader, no address, no time of day."""
    read("question-1", now=timezone.now())

    (file,) = spool.files(page_views.KIND)
    assert file.read(0)[0] == ["question-1 0"]
    assert {field.name for field in PageViews._meta.get_fields()} == {
        *("id", "document", "day"),
        *("views", "from_search"),
    }
