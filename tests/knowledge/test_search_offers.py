"""What a search field offers while one types: the options of a list, and what is said of them."""

import pytest
from django.urls import reverse

from knowledge.actions.direct_links import set_direct_link
from tests.factories import hide, make_article, make_question, make_solution

OFFERS = reverse("knowledge:search-offers")

pytestmark = pytest.mark.django_db


@pytest.fixture
def roomy(settings):
    settings.LIMITS_FACTOR = 1_000


def offered(client, text: str) -> list[str]:
    return [find.row.title for find in client.get(OFFERS, {"q": text}).context["finds"].items]


def test_unfinished_word_offers_questions_and_articles(client, indexed):
    question = make_question(title="Router loses wifi")
    article = make_article(title="Restart the router")
    indexed()

    page = client.get(OFFERS, {"q": "rou"}).text

    assert f'href="{question.get_absolute_url()}"' in page
    assert f'href="{article.get_absolute_url()}"' in page
    assert page.count('role="option"') == 2
    assert "2 suggestions" in page


def test_each_offer_says_what_it_is(client, indexed):
    make_question(title="Router loses wifi")
    make_solution(question=make_question(title="Router blinks"))
    make_article(title="Restart the router")
    indexed()

    finds = client.get(OFFERS, {"q": "router"}).context["finds"]

    assert {find.state for find in finds.items} == {"open", "solved", "published"}


def test_what_stands_in_the_language_of_the_page_comes_first(client, indexed):
    for title in ("Router blinkt", "Router rot", "Router weg"):
        make_question(title=title, language="de")
    make_question(title="Much about a router and its light in the evening")
    for title in ("Invoice", "Contract", "Rechnung", "Vertrag"):
        make_question(title=f"{title} {title}", body="…")
    indexed()

    titles = offered(client, "router")

    assert len(titles) == 4
    assert titles[0] == "Much about a router and its light in the evening"


def test_nothing_found_is_said_in_words(client, indexed):
    indexed()

    page = client.get(OFFERS, {"q": "zanzibar"}).text

    assert 'role="option"' not in page
    assert "No suggestions" in page


def test_direct_link_is_offered_first(client, indexed, administrator):
    make_question(title="Cancel a recording")
    set_direct_link(
        topic="cancel",
        language="en",
        words="cancel",
        label="Cancel here",
        target="/en/contact/",
        by=administrator,
    )
    indexed()

    page = client.get(OFFERS, {"q": "cancel"}).text

    assert page.index('href="/en/contact/"') < page.index("recording")
    assert "2 suggestions" in page


@pytest.mark.parametrize("text", ["", "r", " r ", "x" * 10_000, "%_%_%", "a*", "der die das"])
def test_no_text_breaks_it(client, indexed, text):
    """A-DO-06"""
    make_question(title="Router loses wifi")
    indexed()

    assert client.get(OFFERS, {"q": text}).status_code == 200


def test_typing_on_and_on_is_limited(client, indexed, at_noon):
    """A-DO-06"""
    indexed()

    answers = [client.get(OFFERS, {"q": "router"}).status_code for _ in range(12)]

    assert answers == [200] * 10 + [429] * 2


def test_nothing_breaks_while_there_is_no_index(client, settings, tmp_path):
    settings.SEARCH_DIR = tmp_path / "none"

    assert client.get(OFFERS, {"q": "router"}).status_code == 200


def test_hidden_question_is_not_offered_and_completes_no_word(client, indexed, roomy):
    """A-AZ-07: the index lags, the gate does not."""
    hidden = make_question(title="Router canaryword")
    make_question(title="Router loses wifi")
    indexed()
    hide(hidden)

    lagging = client.get(OFFERS, {"q": "canary"}).text
    indexed()

    assert "canaryword" not in lagging.replace("<mark>", "").replace("</mark>", "")
    assert offered(client, "canary") == []
    assert offered(client, "router") == ["Router loses wifi"]


@pytest.mark.parametrize(
    ("audience", "readers"),
    [("members", {"helper", "moderator", "curator"}), ("staff", {"moderator", "curator"})],
)
def test_article_for_others_is_not_offered(client, request, indexed, roomy, audience, readers):
    """A-AZ-07"""
    make_article(title="Zanzibar line", audience=audience)
    indexed()

    for name in ("visitor", "helper", "moderator", "curator"):
        client.logout()
        if name != "visitor":
            client.force_login(request.getfixturevalue(name))
        assert bool(offered(client, "zanzi")) == (name in readers)


def test_what_is_typed_is_noted_nowhere(client, indexed, settings):
    """L-TD-02: only who searches leaves words behind."""
    indexed()

    client.get(OFFERS, {"q": "my name is"}, headers={"user-agent": "Mozilla/5.0 Firefox/140.0"})

    folder = settings.SPOOL_DIR
    assert not folder.exists() or list(folder.iterdir()) == []


def test_every_page_has_a_search_field_that_asks_for_offers(client, indexed):
    """Without a script it is a plain form."""
    indexed()

    for address in ("/en/", "/en/questions/", "/en/knowledge/", "/en/search/?q=router"):
        page = client.get(address).text
        assert f'data-offers="{OFFERS}"' in page
        assert 'role="combobox"' not in page


def test_offers_cost_few_queries(client, indexed, roomy, count_queries):
    make_question(title="Router 0")
    make_article(title="Router article")
    indexed()
    client.get(OFFERS, {"q": "router"})
    assert count_queries(lambda: client.get(OFFERS, {"q": "router"})) == 2
    for n in range(5):
        make_question(title=f"Router {n}")
    indexed()

    assert count_queries(lambda: client.get(OFFERS, {"q": "router"})) <= 2
