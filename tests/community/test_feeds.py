"""Atom feeds: well-formed whatever was written, the same for everybody, and honest about who
speaks."""

import re
import xml.etree.ElementTree as ET
from urllib.parse import urlsplit

import feedparser
import pytest
from django.conf import settings

from community.models import Product, Question
from tests.factories import hide, make_answer, make_employee, make_question

ATOM = "{http://www.w3.org/2005/Atom}"
FEEDS = ["/feeds/questions.atom", "/feeds/tags/wifi.atom", "/feeds/products/router.atom"]


@pytest.fixture
def product(db):
    return Product.objects.create(slug="router", name_de="Router", name_en="Router")


@pytest.fixture
def question(product):
    return make_question(title="Router blinks red", product=product, tags=["wifi"])


def read(client, path: str):
    """The feed as a reader program takes it; it must not have stumbled."""
    response = client.get(path)
    assert response.status_code == 200
    assert response["Content-Type"] == "application/atom+xml"
    feed = feedparser.parse(response.content)
    assert not feed.bozo, feed.get("bozo_exception")
    return feed


@pytest.mark.parametrize("path", FEEDS)
def test_new_question_is_in_the_feeds_of_its_topics(client, question, path):
    feed = read(client, path)

    (entry,) = feed.entries
    assert entry.title == "Router blinks red"
    assert client.get(urlsplit(entry.link).path).status_code == 200
    assert "Lena" not in feed.feed.title


@pytest.mark.parametrize(
    ("page", "feed"),
    [
        ("/en/questions/", FEEDS[0]),
        ("/en/questions/?language=de", f"{FEEDS[0]}?language=de"),
        ("/en/questions/unanswered/", FEEDS[0]),
        ("/en/tags/wifi/", FEEDS[1]),
        ("/en/products/router/", FEEDS[2]),
    ],
)
def test_page_of_a_list_offers_its_feed(client, question, page, feed):
    """To the browser's feed reader, and to who reads the page."""
    text = client.get(page).text

    assert re.search(rf'<link rel="alternate"[^>]*href="{re.escape(feed)}">', text)
    assert re.search(rf'<a [^>]*href="{re.escape(feed)}"', text)
    assert client.get(feed).status_code == 200


def test_feed_has_what_the_standard_asks_for(client, question):
    """RFC 4287, section 4.1: feed and entries have an id, a title and a date, and an author."""
    feed = ET.fromstring(client.get("/feeds/questions.atom").content)  # noqa: S314

    entry = feed.find(f"{ATOM}entry")
    for element in (feed, entry):
        for name in ("id", "title", "updated", "author"):
            assert element.find(f"{ATOM}{name}") is not None, name
    (itself,) = (link for link in feed.findall(f"{ATOM}link") if link.get("rel") == "self")
    assert itself.get("href") == f"{settings.BASE_URL}/feeds/questions.atom"


def test_entry_is_the_same_one_when_its_title_changes(client, question):
    before = read(client, FEEDS[0]).entries[0].id

    Question.objects.update(title="Another title", slug="another-title")

    assert read(client, FEEDS[0]).entries[0].id == before


def test_answers_of_a_question_have_a_feed(client, question):
    answers = [make_answer(question=question) for _ in range(2)]

    feed = read(client, f"/feeds/questions/{question.pk}.atom")

    fragments = [urlsplit(entry.link).fragment for entry in feed.entries]
    assert fragments == [f"answer-{answer.pk}" for answer in reversed(answers)]


def test_employee_is_named_with_his_company_before_his_words(client, question):
    """A-BG-14, L-UW-01"""
    make_answer(question=question, author=make_employee(full_name="Miriam Vogt"))

    (entry,) = read(client, f"/feeds/questions/{question.pk}.atom").entries

    said_by = "Miriam Vogt (Verified employee, Fjordnet GmbH, Customer Care)"
    assert entry.author == said_by
    assert entry.summary.startswith(f"<p><strong>{said_by}:</strong></p>")


def test_words_about_who_speaks_are_in_the_language_of_the_thread(client, product):
    question = make_question(language="de")
    make_answer(question=question, author=make_employee(full_name="Miriam Vogt"))

    answered = client.get(f"/feeds/questions/{question.pk}.atom", HTTP_ACCEPT_LANGUAGE="en")

    assert "Verifiziert: arbeitet hier" in answered.text


def test_language_is_chosen_by_the_address_alone(client, db):
    """A-CA-04: one address, one document, whatever a browser sends along."""
    make_question(title="Router blinkt rot", language="de")
    make_question(title="Router blinks red", language="en")

    asked = client.get("/feeds/questions.atom?language=de")
    by_header = {
        client.get("/feeds/questions.atom", HTTP_ACCEPT_LANGUAGE=language).content
        for language in ("de", "en", "fr")
    }

    assert [entry.title for entry in feedparser.parse(asked.content).entries] == [
        "Router blinkt rot"
    ]
    assert len(by_header) == 1
    assert client.get("/feeds/questions.atom?language=xx").status_code == 200


def test_hidden_posts_are_in_no_feed(client, question):
    """A-AZ-07, A-XS-12"""
    shown = make_answer(question=question)
    hide(make_answer(question=question, body="hidden words"))
    hide(make_question(title="Hidden title", product=question.product, tags=["wifi"]))

    answers = client.get(f"/feeds/questions/{question.pk}.atom").text
    lists = [client.get(path).text for path in FEEDS]

    assert "hidden words" not in answers
    assert f"answer-{shown.pk}" in answers
    assert all("Hidden title" not in text for text in lists)


def test_hidden_question_has_no_feed(client, question):
    hide(question)

    assert client.get(f"/feeds/questions/{question.pk}.atom").status_code == 404
    assert client.get("/feeds/tags/wifi.atom").status_code == 404


@pytest.mark.parametrize(
    "evil", ["]]>", "\ufffe", "<script>alert(1)</script>", "&#0;", "&amp;", "\u2028", "\x0b"]
)
def test_feed_is_well_formed_whatever_was_written(client, product, evil):
    """A-XS-12"""
    question = make_question(title=f"Title {evil} end", body=f"Body {evil} end", product=product)
    Question.objects.filter(pk=question.pk).update(title=f"Title {evil} end")

    (entry,) = read(client, FEEDS[0]).entries

    assert entry.title.startswith("Title")
    assert "<script" not in entry.summary


def test_reader_program_that_has_it_gets_nothing_again(client, question):
    """A-DO-14"""
    first = client.get(FEEDS[0])

    again = client.get(FEEDS[0], HTTP_IF_NONE_MATCH=first["ETag"])

    assert again.status_code == 304
    assert not again.content


@pytest.mark.parametrize("path", FEEDS)
def test_queries_do_not_grow_with_entries(client, question, count_queries, path):
    few = count_queries(lambda: client.get(path))

    for _ in range(5):
        make_question(product=question.product, tags=["wifi"])

    assert count_queries(lambda: client.get(path)) <= max(few, 4)


def test_no_cookie_is_set(client, question):
    """L-TD-01"""
    assert not client.get(FEEDS[0]).cookies
