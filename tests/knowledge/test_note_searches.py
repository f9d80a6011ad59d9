"""What pages leave in the spool of a search: its words, whether it found, and what was opened."""

import json

import pytest
from django.urls import reverse

from config import limits, spool
from knowledge.actions.searches import KIND
from knowledge.search import index
from tests.factories import make_article, make_question

pytestmark = pytest.mark.django_db

SEARCH = reverse("knowledge:search")
FOUND_BY = f"http://testserver{SEARCH}?only=solved&q=Router%20%20Wifi%3F&page=2"


@pytest.fixture
def question():
    question = make_question(title="Router loses wifi")
    index.rebuild()
    return question


def look_for(reader, text: str, *, network: str = "192.0.2.1", **query):
    return reader.get(SEARCH, {"q": text, **query}, REMOTE_ADDR=network)


def noted() -> list[tuple[str, str, str]]:
    lines = [json.loads(line) for file in spool.files(KIND) for line in file.read(0)[0]]
    return [(line["language"], line["words"], line["what"]) for line in lines]


def test_search_is_noted_with_whether_it_found(reader, question):
    look_for(reader, "Router")
    look_for(reader, "Zanzibar")

    assert noted() == [("en", "router", "found"), ("en", "zanzibar", "missed")]


@pytest.mark.parametrize(
    "query", [{"only": "articles"}, {"page": "2"}, {"sort": "newest"}, {"since": "week"}], ids=str
)
def test_who_looks_through_the_results_searches_no_second_time(reader, question, query):
    look_for(reader, "router", **query)

    assert noted() == []


def test_same_words_of_one_network_are_noted_once_a_day(reader, question, at_noon):
    for network in ("192.0.2.1", "192.0.2.1", "192.0.2.9"):
        look_for(reader, "router", network=network)

    assert len(noted()) == 2


def test_personal_data_is_masked_before_it_is_noted(reader, question):
    """L-GD-05"""
    look_for(reader, "mail to lena.b@example.org bounces")
    reader.get(
        question.get_absolute_url(),
        headers={"referer": f"http://testserver{SEARCH}?q=lena.b@example.org+bounces"},
    )

    assert noted() == [
        ("en", "mail to •••@••• bounces", "missed"),
        ("en", "•••@••• bounces", "click"),
    ]


def test_what_is_opened_from_the_results_is_a_click_by_their_words(reader, question):
    article = make_article()

    for page in (question, article):
        reader.get(
            page.get_absolute_url(), headers={"referer": FOUND_BY}, REMOTE_ADDR=f"192.0.2.{page.pk}"
        )

    assert set(noted()) == {("en", "router wifi", "click")}


def test_click_counts_in_the_language_of_the_search(reader, question):
    found_by = FOUND_BY.replace("/en/", "/de/")

    reader.get(question.get_absolute_url(), headers={"referer": found_by})

    assert question.get_absolute_url().startswith("/en/")
    assert noted() == [("de", "router wifi", "click")]


def test_clicks_of_one_network_count_once_a_day(reader, question, at_noon):
    for _ in range(3):
        reader.get(question.get_absolute_url(), headers={"referer": FOUND_BY})

    assert len(noted()) == 1


@pytest.mark.parametrize(
    "referer",
    [
        f"http://elsewhere.example{SEARCH}?q=router",
        "http://testserver/en/questions/ask/?q=router",
        f"http://testserver{SEARCH}",
        f"http://testserver{SEARCH}?q=",
        f"http://testserver{SEARCH}?q=%00%ff",
        "http://[broken?q=router",
        "/en/search/?q=router",
    ],
)
def test_other_ways_to_a_page_are_no_click(reader, question, referer):
    reader.get(question.get_absolute_url(), headers={"referer": referer})

    assert noted() == []


@pytest.mark.parametrize(
    "headers",
    [
        {"user-agent": "Mozilla/5.0 (compatible; Googlebot/2.1)"},
        {"user-agent": "curl/8.1"},
        {"DNT": "1"},
        {"Sec-GPC": "1"},
        {"Sec-Purpose": "prefetch"},
    ],
    ids=str,
)
def test_robots_and_whoever_asked_not_to_be_counted_are_left_out(reader, question, headers):
    """L-TD-02, L-TD-03"""
    reader.get(SEARCH, {"q": "router"}, headers=headers)
    reader.get(question.get_absolute_url(), headers={"referer": FOUND_BY, **headers})

    assert noted() == []


@pytest.mark.parametrize("role", ["curator", "employee", "moderator", "administrator"])
def test_employees_are_left_out(reader, question, request, role):
    """L-TD-03"""
    reader.force_login(request.getfixturevalue(role))

    look_for(reader, "router")
    reader.get(question.get_absolute_url(), headers={"referer": FOUND_BY})

    assert noted() == []


def test_nothing_is_noted_while_there_is_no_index(reader, settings, tmp_path):
    settings.SEARCH_DIR = tmp_path / "none"

    look_for(reader, "router")

    assert noted() == []


@pytest.mark.parametrize("module", ["knowledge.views.searching", "knowledge.middleware"])
def test_words_are_no_key_of_the_limits_cache(reader, question, monkeypatch, module):
    """L-TD-02: what counts people until midnight names neither words nor addresses."""
    seen = []
    counted = limits.count
    monkeypatch.setattr(
        f"{module}.count", lambda scope, who: seen.append(who) or counted(scope, who)
    )

    look_for(reader, "router")
    reader.get(question.get_absolute_url(), headers={"referer": FOUND_BY})

    assert seen
    assert not any("router" in who or "192.0.2.1" in who for who in seen)
