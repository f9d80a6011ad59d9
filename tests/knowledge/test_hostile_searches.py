"""A-DO-06: whatever is typed or sent, a search answers, and answers little rather than badly."""

import pytest
from django.urls import reverse

from tests.factories import make_question
from tests.knowledge.search_pages import SEARCH

OFFERS = reverse("knowledge:search-offers")
SUGGEST = reverse("knowledge:suggest")
TEXTS = {
    "10 kB": "x" * 10_000,
    "1,000 words": "router " * 1_000,
    "1,000 different words": " ".join(f"w{n}" for n in range(1_000)),
    "1,000 errors": " ".join(f"roter{chr(97 + n % 26)}" for n in range(1_000)),
    "beginning": "a*",
    "wildcards of SQL": "%_%_%",
    "small words": "der die das and the of",
    "regular expression": "(.*)+$[^a]{9999}",
    "grammar of a search engine": 'title:router AND NOT (wifi^9 OR "router"~5) [a TO z] *:*',
    "quotation marks": '""""„“«»"',
    "hyphens": "a-b-c-d-" * 40,
    "markup": "<script>alert(1)</script>{% now %}{{ 7 }}",
    "combining marks": "e\u0301" * 100,
    "right to left": "\u202erouter\u2066",
    "emoji": "🧨" * 100,
}
NO_TEXT = {
    "NUL": "rou%00ter",
    "half of a pair": "router%ed%a0%80",
    "no UTF-8": "router%ff%fe%c3",
}
SENT = {
    "broken escape": "router%zz%",
    "line breaks": "router%0d%0aSet-Cookie:%20a=b",
    "many times": "a&q=b&q=router",
}

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_limits(settings):
    settings.LIMITS_FACTOR = 1_000


@pytest.fixture
def found(indexed):
    make_question(title="Router loses wifi", tags=["wifi"])
    indexed()


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_no_words_break_the_page(client, found, text):
    """A-DO-06: also with all filters around them."""
    for filters in ({}, {"since": "week", "sort": "newest", "tag": "wifi"}):
        page = client.get(SEARCH, {"q": text, **filters})

        assert page.status_code == 200
        assert len(page.context["query"]) <= 200
        assert "<script>alert" not in page.text


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_no_words_break_what_is_offered_and_suggested(client, found, text):
    """A-DO-06"""
    assert client.get(OFFERS, {"q": text}).status_code == 200
    assert client.get(SUGGEST, {"title": text}).status_code == 200


@pytest.mark.parametrize("sent", SENT.values(), ids=SENT)
def test_what_no_browser_sends_is_read_as_text(client, found, sent):
    """A-DO-06"""
    page = client.get(f"{SEARCH}?q={sent}")

    assert page.status_code == 200
    assert [find.row.title for find in page.context["finds"].items] == ["Router loses wifi"]
    assert client.get(f"{OFFERS}?q={sent}").status_code == 200
    assert client.get(f"{SUGGEST}?title={sent}").status_code == 200


@pytest.mark.parametrize("address", [f"{SEARCH}?q=", f"{OFFERS}?q=", f"{SUGGEST}?title="])
@pytest.mark.parametrize("sent", NO_TEXT.values(), ids=NO_TEXT)
def test_what_is_no_text_is_refused(client, found, sent, address):
    """A-DO-06"""
    assert client.get(address + sent).status_code == 400


@pytest.mark.parametrize("text", ["", "a", "  b  "])
def test_fewer_than_two_letters_are_no_search(client, text):
    """A-DO-06"""
    page = client.get(SEARCH, {"q": text})

    assert "at least two letters" in page.text
    assert "finds" not in page.context


def test_page_works_while_there_is_no_index(client, settings, tmp_path):
    settings.SEARCH_DIR = tmp_path / "none"

    page = client.get(SEARCH, {"q": "router", "only": "solved"})

    assert page.status_code == 200
    assert "being rebuilt" in page.text
    assert "0 results" not in page.text


def test_damaged_index_is_said_in_words(client, found, settings):
    """A-DO-06: a degraded answer, and the way to ask stays open."""
    for file in settings.SEARCH_DIR.rglob("*"):
        if file.is_file():
            file.write_bytes(b"")

    page = client.get(SEARCH, {"q": "router"})

    assert page.status_code == 200
    assert client.get(OFFERS, {"q": "router"}).status_code == 200


def test_who_searches_too_fast_is_told_when_to_come_back(client, found, settings, at_noon):
    """A-DO-06"""
    settings.LIMITS_FACTOR = 1

    answers = [client.get(SEARCH, {"q": f"router {n}"}) for n in range(100)]

    assert answers[0].status_code == 200
    assert answers[-1].status_code == 429
    assert int(answers[-1]["Retry-After"]) > 0
