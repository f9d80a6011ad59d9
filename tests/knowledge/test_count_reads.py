"""Who counts as a reader: people, on whole pages that they got, whether kept or made for them."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from config import reader_pages, spool
from knowledge.actions.page_views import KIND
from tests.factories import hide, make_answer, make_article, make_question

pytestmark = pytest.mark.django_db


@pytest.fixture
def question():
    return make_question()


def noted() -> list[str]:
    return [line for file in spool.files(KIND) for line in file.read(0)[0]]


def test_thread_and_article_that_are_read_are_noted(reader, question):
    article = make_article()

    reader.get(question.get_absolute_url())
    reader.get(article.get_absolute_url())

    assert noted() == [f"question-{question.pk} 0", f"article-{article.pk} 0"]


def test_kept_page_is_noted_each_time_without_a_query(reader, question, settings, count_queries):
    settings.READER_PAGE_SECONDS = 60
    address = question.get_absolute_url()
    reader.get(address)

    assert count_queries(lambda: reader.get(address)) == 0

    assert noted() == [f"question-{question.pk} 0"] * 2
    reader_pages.forget_all()


def test_kept_page_says_no_more_of_its_reader_than_before(reader, question, settings):
    """A-CA-02: nobody asks a visitor for a session in order to count."""
    settings.READER_PAGE_SECONDS = 60
    reader.get(question.get_absolute_url())

    response = reader.get(question.get_absolute_url())

    assert not response.cookies
    assert "Cookie" not in response.get("Vary", "")
    reader_pages.forget_all()


@pytest.mark.parametrize(
    "headers",
    [
        {"user-agent": "Mozilla/5.0 (compatible; Googlebot/2.1)"},
        {"user-agent": "curl/8.1"},
        {"user-agent": ""},
        {"DNT": "1"},
        {"Sec-GPC": "1"},
        {"Sec-Purpose": "prefetch"},
        {"Sec-Purpose": "prefetch;prerender"},
        {"HX-Request": "true"},
    ],
    ids=str,
)
def test_robots_and_whoever_asked_not_to_be_counted_are_left_out(reader, question, headers):
    """L-TD-03"""
    reader.get(question.get_absolute_url(), headers=headers)

    assert noted() == []


@pytest.mark.parametrize("role", ["curator", "employee", "moderator", "administrator"])
def test_employees_are_left_out(reader, question, request, role):
    """L-TD-03"""
    reader.force_login(request.getfixturevalue(role))

    reader.get(question.get_absolute_url())

    assert noted() == []


def test_members_count_as_anybody(reader, question, stranger):
    reader.force_login(stranger)

    reader.get(question.get_absolute_url())

    assert noted() == [f"question-{question.pk} 0"]


def test_only_what_was_shown_is_noted(reader, question):
    hidden = make_question()
    hide(hidden)

    reader.get(hidden.get_absolute_url())
    reader.get(reverse("community:question", args=[question.pk, "another-title"]))
    reader.get(reverse("community:question", args=[987_654, "none"]))
    reader.head(question.get_absolute_url())
    reader.get(reverse("knowledge:article-list"))
    reader.get("/en/nowhere/")

    assert noted() == []


@pytest.mark.parametrize(
    ("referer", "is_search"),
    [
        ("http://testserver/en/search/?q=router", True),
        ("http://testserver/en/questions/ask/", True),
        ("http://testserver/en/", False),
        ("http://elsewhere.example/en/search/?q=router", False),
        ("http://[broken", False),
        ("/en/search/", False),
        ("", False),
    ],
)
def test_reader_who_comes_from_the_search_is_told_apart(reader, question, referer, is_search):
    reader.get(question.get_absolute_url(), headers={"referer": referer})

    assert noted() == [f"question-{question.pk} {int(is_search)}"]


def test_suggestion_that_is_opened_is_a_search_that_ends_there(reader):
    article = make_article()

    reader.get(reverse("knowledge:suggestion", args=[f"article-{article.pk}"]))

    assert noted() == [f"article-{article.pk} 1"]


def test_page_is_shown_where_nothing_can_be_noted(reader, question, settings):
    """F: a full disk breaks no page."""
    settings.SPOOL_DIR = "/dev/full/spool"

    assert reader.get(question.get_absolute_url()).status_code == 200


def test_nothing_is_written_to_the_database(reader, question):
    """A GET writes nowhere but to the spool."""
    make_answer(question=question)

    with CaptureQueriesContext(connection) as asked:
        reader.get(question.get_absolute_url())

    assert {each["sql"].split()[0] for each in asked} == {"SELECT"}
