"""A-AZ-07: what a search says of what its reader may not see, which is nothing at all."""

import pytest
from django.urls import reverse

from knowledge.actions.pins import pin_answer
from knowledge.search import index
from tests.factories import hide, make_article, make_product, make_question
from tests.knowledge.search_pages import SEARCH, groups_of, titles

OFFERS = reverse("knowledge:search-offers")
SUGGEST = reverse("knowledge:suggest")

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_limits(settings):
    settings.LIMITS_FACTOR = 1_000


@pytest.fixture
def router():
    return make_product(slug="router", name_en="Router", name_de="Router")


def without_marks(response) -> str:
    return response.text.replace("<mark>", "").replace("</mark>", "")


def test_tag_of_hidden_questions_alone_is_neither_offered_nor_told(client, indexed, moderator):
    """A-AZ-07: the index lags, the gate does not."""
    make_question(title="Router loses wifi")
    hidden = make_question(title="Router loses wifi", tags=["canary"])
    indexed()
    hide(hidden)

    assert "canary" not in client.get(SEARCH, {"q": "router"}).text
    unknown = client.get(SEARCH, {"q": "router", "tag": "nowhere"})
    canary = client.get(SEARCH, {"q": "router", "tag": "canary"})
    assert (unknown.status_code, canary.status_code) == (404, 404)


def test_hidden_question_moves_no_count(client, indexed, router):
    """A-AZ-07"""
    for words in ("loses wifi", "blinks"):
        make_question(title=f"Router {words}", product=router, tags=["wifi"])
    indexed()
    before = groups_of(client.get(SEARCH, {"q": "router"}))

    hidden = make_question(title="Router canary", product=router, tags=["wifi"], language="de")
    indexed()
    hide(hidden)
    lagging = client.get(SEARCH, {"q": "router"})
    index.engine().remove([f"question-{hidden.pk}"])

    assert lagging.context["finds"].total == 2
    assert 3 not in [count for group in groups_of(lagging).values() for count in group.values()]
    assert groups_of(client.get(SEARCH, {"q": "router"})) == before


@pytest.mark.parametrize("name", ["visitor", "helper", "curator"])
def test_articles_for_others_move_no_count(client, request, indexed, router, name):
    """A-AZ-07"""
    make_question(title="Router loses wifi", product=router)
    make_article(title="Router of the staff", audience="staff", product=router)
    indexed()
    if name != "visitor":
        client.force_login(request.getfixturevalue(name))

    groups = groups_of(client.get(SEARCH, {"q": "router"}))

    assert groups["Product"] == {"Router": 2 if name == "curator" else 1}


def test_pin_shows_nobody_what_is_not_for_him(client, indexed, curator):
    """A-AZ-07"""
    article = make_article(title="Zanzibar line of the staff", audience="staff")
    make_question(title="Router loses wifi")
    indexed()
    pin_answer(words="router wifi", language="en", answer=article, by=curator)

    page = client.get(SEARCH, {"q": "router wifi"})

    assert titles(page) == ["Router loses wifi"]
    assert page.context["finds"].total == 1
    assert "Best answer" not in page.text


@pytest.mark.parametrize("narrowed", [{}, {"only": "articles"}, {"sort": "newest"}], ids=str)
def test_word_of_a_hidden_question_is_never_what_was_meant(client, indexed, narrowed):
    """A-AZ-07: neither while the index lags nor afterwards, whatever filter hides it besides."""
    make_question(title="Router loses wifi")
    make_article(title="Restart the router")
    hidden = make_question(title="Router zanzibar")
    indexed()
    wrong = {"q": "router zanzibra", **narrowed}
    before = client.get(SEARCH, {"q": "router zanzibra"})
    hide(hidden)

    lagging = client.get(SEARCH, wrong)
    indexed()
    current = client.get(SEARCH, wrong)

    assert [meant for meant, _url in before.context["also"]] == ["zanzibar"]
    for page in (lagging, current):
        assert page.context["also"] == []
        assert "zanzibar" not in without_marks(page)


def test_hidden_question_leaves_every_answer_as_if_it_had_never_been(client, indexed, router):
    """A-AZ-07: results, counts, offers and suggestions for four ways of searching."""
    make_question(title="Router loses wifi", product=router, tags=["wifi"])
    make_article(title="Restart the router in the evening", product=router)
    indexed()
    asked = [
        f"{SEARCH}?q=router",
        f"{SEARCH}?q=zanzibar+router&sort=newest",
        f"{OFFERS}?q=zanzi",
        f"{SUGGEST}?title=restart+the+router+zanzi",
    ]
    before = [client.get(address).text for address in asked]

    hidden = make_question(title="Router zanzibar", product=router, tags=["wifi"])
    hide(hidden)
    indexed()

    assert [client.get(address).text for address in asked] == before


def test_moderator_learns_from_the_search_no_more_than_others(client, indexed, moderator):
    """A-AZ-07: what is hidden is not in the index."""
    hide(make_question(title="Router zanzibar"))
    indexed()
    client.force_login(moderator)

    assert client.get(SEARCH, {"q": "zanzibar"}).context["finds"].total == 0
