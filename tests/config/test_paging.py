"""Keyset paging: every row once, in order, in both directions; bad cursors are no page."""

from datetime import UTC, datetime, timedelta

import pytest
from django.http import Http404, QueryDict

from community.models import Answer, Question
from config.paging import Page, keyset_page
from tests.factories import make_answer, make_question, make_user

START = datetime(2026, 3, 1, 12, 0, 0, 123_456, tzinfo=UTC)


@pytest.fixture
def seven(db):
    """Seven questions, of which the middle three were asked in the same microsecond."""
    author = make_user()
    for seconds in (0, 1, 2, 2, 2, 3, 4):
        make_question(author=author, now=START + timedelta(seconds=seconds))
    return list(Question.objects.order_by("-created_at", "-id"))


def page(query: str = "", size: int = 3, **options) -> Page:
    return keyset_page(Question.objects.all(), QueryDict(query), size=size, **options)


def walk(start: Page, direction: str, turn=page) -> list:
    """The items of `start` and of every page in `direction`."""
    rows, url = list(start), getattr(start, direction)
    while url:
        following = turn(url.removeprefix("?"))
        rows = [*rows, *following] if direction == "older_url" else [*following, *rows]
        url = getattr(following, direction)
    return rows


def test_pages_show_every_row_once_newest_first(seven):
    assert walk(page(), "older_url") == seven


def test_way_back_shows_the_same_rows(seven):
    oldest = page()
    while oldest.older_url:
        oldest = page(oldest.older_url[1:])

    assert walk(oldest, "newer_url") == seven


def test_first_page_has_nothing_newer_and_last_page_nothing_older(seven):
    assert page().newer_url == ""
    assert page(size=7).older_url == ""
    assert page(size=6).older_url != ""


def test_page_between_has_both_neighbours(seven):
    second = page(page().older_url[1:])

    assert second.newer_url
    assert second.older_url
    assert list(page(second.newer_url[1:])) == seven[:3]


def test_row_that_arrives_meanwhile_shifts_nothing(seven):
    older = page().older_url
    make_question(now=START + timedelta(days=1))

    assert list(page(older[1:])) == seven[3:6]


def test_links_keep_the_filters_of_the_list(seven):
    shown = page("product=box&before=")

    assert shown.older_url.startswith("?product=box&before=")


def test_empty_list_has_one_empty_page(db):
    shown = page()

    assert (len(shown), shown.newer_url, shown.older_url) == (0, "", "")


def test_page_is_one_query_without_count_or_offset(seven, django_assert_num_queries):
    """A-DO-10"""
    older = page().older_url

    with django_assert_num_queries(1) as captured:
        page(older[1:])
    statement = captured.captured_queries[0]["sql"]
    assert "COUNT(" not in statement
    assert "OFFSET" not in statement


@pytest.mark.parametrize(
    "cursor",
    [
        "abc",
        "1",
        "-1",
        "1-",
        "--1-2",
        "1-2-3",
        "-1-2-3",
        "1.5-2",
        "٣-٣",
        "1e3-4",
        "9" * 30 + "-1",
        "1-" + "9" * 30,
        str(2**63 - 1) + "-1",
        "<script>-1",
        " 1-1",
    ],
)
@pytest.mark.parametrize("name", ["before", "after"])
def test_cursor_we_have_not_made_is_no_page(seven, cursor, name):
    """A-DO-05"""
    with pytest.raises(Http404):
        page(f"{name}={cursor}")


@pytest.mark.parametrize(
    "query", ["before=0-0", "before=-5-1", "after=0-9223372036854775807", "before=", "page=2"]
)
def test_odd_but_possible_cursors_are_pages(seven, query):
    """A-DO-05"""
    assert len(page(query)) <= 3


def test_of_two_cursors_the_last_one_counts(seven):
    """A-DO-05, A-CS-08"""
    older = page().older_url.removeprefix("?")

    assert list(page(f"before=0-0&{older}")) == seven[3:6]


def test_scores_below_zero_have_pages_too(db):
    question = make_question()
    for score in (2, 0, -1, -1, -3, -7, -7):
        answer = make_answer(question=question)
        Answer.objects.filter(pk=answer.pk).update(score=score)

    def turn(query: str = "") -> Page:
        return keyset_page(Answer.objects.all(), QueryDict(query), key="score", size=2)

    ranked = list(Answer.objects.order_by("-score", "-id"))
    assert walk(turn(), "older_url", turn) == ranked


@pytest.mark.parametrize(("score", "found"), [(2**40, 1), (-(2**40), 0)])
def test_score_that_no_answer_can_have_is_a_page_all_the_same(db, score, found):
    """A-DO-09"""
    make_answer()

    query = QueryDict(f"before={score}-1")

    assert len(keyset_page(Answer.objects.all(), query, key="score")) == found
