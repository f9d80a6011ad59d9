"""The page of results: filters with counts in the address, order, direct links, the way on."""

from datetime import datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from django.urls import reverse
from django.utils import timezone

from community.models import Product
from knowledge.actions.direct_links import set_direct_link
from knowledge.actions.pins import pin_answer
from knowledge.search import index
from knowledge.search.engine import MAX_HITS
from knowledge.views.search_address import LAST_PAGE
from tests.factories import make_article, make_product, make_question, make_solution
from tests.knowledge.search_pages import SEARCH, groups_of, link_called, titles

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_limits(settings):
    settings.LIMITS_FACTOR = 1_000


@pytest.fixture
def router() -> Product:
    return make_product(slug="router", name_en="Router", name_de="Router")


def asked(at: datetime, *, title: str) -> None:
    """Before the index looks at it."""
    question = make_question(title=title)
    type(question).objects.filter(pk=question.pk).update(created_at=at)


def test_each_filter_says_what_it_would_show(client, indexed, router):
    make_question(title="Router loses wifi", product=router, tags=["wifi"])
    make_solution(question=make_question(title="Router blinks", product=router))
    make_question(title="Router blinkt", language="de")
    make_article(title="Restart the router")
    indexed()

    groups = groups_of(client.get(SEARCH, {"q": "router"}))

    assert groups["Kind"] == {"Everything": 4, "Articles": 1, "Solved": 1, "Open": 2}
    assert groups["Product"] == {"Router": 2}
    assert groups["Tag"] == {"wifi": 1}
    assert groups["Language"] == {"Deutsch": 1, "English": 3}


def test_filters_stand_in_the_address_together(client, indexed, router):
    make_question(title="Router loses wifi", product=router, tags=["wifi"])
    make_question(title="Router loses wifi in the attic", product=router)
    make_question(title="Router loses wifi in the cellar", tags=["wifi"])
    indexed()

    by_product = client.get(SEARCH, {"q": "router"})
    by_tag = client.get(link_called(by_product, "Router"))
    both = client.get(link_called(by_tag, "wifi"))

    assert len(titles(by_tag)) == 2
    assert titles(both) == ["Router loses wifi"]
    assert both.wsgi_request.GET.dict() == {"q": "router", "product": "router", "tag": "wifi"}


def test_chosen_filter_is_taken_back_by_its_own_link(client, indexed, router):
    make_question(title="Router loses wifi", product=router)
    indexed()
    narrowed = client.get(SEARCH, {"q": "router", "product": "router", "sort": "newest"})

    back = parse_qs(urlsplit(link_called(narrowed, "Router")).query)

    assert back == {"q": ["router"], "sort": ["newest"]}
    assert [choice.label for choice in narrowed.context["chosen"]] == ["Router"]


def test_counts_of_a_group_disregard_its_own_filter_and_keep_to_the_others(client, indexed, router):
    make_question(title="Router loses wifi", product=router)
    make_question(title="Router blinkt", language="de", product=router)
    make_question(title="Router on fire", product=make_product(slug="cable", name_en="Cable"))
    indexed()

    groups = groups_of(client.get(SEARCH, {"q": "router", "product": "router", "language": "de"}))

    assert groups["Product"] == {"Router": 1}
    assert groups["Language"] == {"Deutsch": 1, "English": 1}
    assert groups["Kind"]["Everything"] == 1


def test_product_filter_holds_what_stands_below_it(client, indexed, router):
    below = make_product(slug="fjord-5", name_en="Fjord 5", parent=router)
    make_question(title="Box loses wifi", product=below)
    make_question(title="Box blinks", product=router)
    indexed()

    page = client.get(SEARCH, {"q": "box", "product": "router"})

    assert groups_of(page)["Product"] == {"Router": 2, "Fjord 5": 1}
    assert len(titles(page)) == 2


def test_synonym_of_a_tag_filters_by_the_tag_it_stands_for(client, indexed):
    question = make_question(title="Router loses wifi", tags=["wifi"])
    tag = question.tags.get()
    type(tag).objects.create(name="wlan", slug="wlan", synonym_of=tag)
    indexed()

    page = client.get(SEARCH, {"q": "router", "tag": "wlan"})

    assert titles(page) == ["Router loses wifi"]
    assert [choice.label for choice in page.context["chosen"]] == ["wifi"]


def test_old_questions_are_left_out_by_time(client, indexed):
    make_question(title="Router loses wifi")
    asked(timezone.now() - timedelta(days=90), title="Router blinks")
    indexed()

    assert titles(client.get(SEARCH, {"q": "router", "since": "week"})) == ["Router loses wifi"]
    assert len(titles(client.get(SEARCH, {"q": "router", "since": "year"}))) == 2


def test_newest_first_if_somebody_wants_it_so(client, indexed):
    asked(timezone.now() - timedelta(days=300), title="Router router router")
    make_question(title="Router of the neighbours and much else that is no router of mine")
    indexed()

    newest = client.get(SEARCH, {"q": "router", "sort": "newest"})

    assert titles(newest)[-1] == "Router router router"
    assert [is_on for _label, _url, is_on in newest.context["orders"]] == [False, True]


@pytest.mark.parametrize(
    "query",
    [
        {"only": "drafts"},
        {"language": "fr"},
        {"since": "ever"},
        {"sort": "score"},
        {"sort": "-created_at"},
        {"product": "nowhere"},
        {"tag": "nowhere"},
        {"page": "0"},
        {"page": "21"},
        {"page": "²"},
    ],
    ids=str,
)
def test_what_no_link_of_ours_says_is_not_there(client, query):
    """A-MA-03: filters and orders are names of a list."""
    assert client.get(SEARCH, {"q": "router", **query}).status_code == 404


# The way on.


def test_words_and_product_come_along_to_the_ask_form(client, indexed, router):
    indexed()

    page = client.get(SEARCH, {"q": "wifi & tv <drops>", "product": "router"})
    form = client.get(page.context["ask_url"])

    assert page.context["ask_url"] in page.text.replace("&amp;", "&")
    assert form.context["form"]["title"].value() == "wifi & tv <drops>"
    assert form.context["form"]["product"].value() == str(router.pk)


def test_filters_that_leave_nothing_can_be_taken_away(client, indexed):
    make_question(title="Router loses wifi")
    indexed()

    page = client.get(SEARCH, {"q": "router", "only": "articles", "sort": "newest"})
    everything = client.get(SEARCH + page.context["address"].without_filters())

    assert "Nothing found with these filters" in page.text
    assert titles(everything) == ["Router loses wifi"]


def test_corrected_word_is_said_and_can_be_searched_for_alone(client, indexed):
    make_question(title="Wifi drops every evening")
    indexed()

    page = client.get(SEARCH, {"q": "wifi evning"})

    [(meant, url)] = page.context["also"]
    assert meant == "evening"
    assert parse_qs(urlsplit(url).query) == {"q": ["wifi evening"]}


def test_result_in_another_language_says_so(client, indexed):
    make_question(title="Fjordbox blinkt", language="de")
    indexed()

    page = client.get(SEARCH, {"q": "fjordbox"})

    assert "In German" in page.text
    assert "In German" not in client.get(SEARCH.replace("/en/", "/de/"), {"q": "fjordbox"}).text


def test_direct_link_stands_above_results_and_above_nothing(client, indexed, administrator):
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

    found = client.get(SEARCH, {"q": "cancel"}).text
    nothing = client.get(SEARCH, {"q": "cancel", "only": "articles"}).text

    assert found.index("Cancel here") < found.index("Cancel a recording".split()[-1])
    assert 'href="/en/contact/"' in nothing
    assert "Cancel here" in nothing


def test_telephone_number_of_a_direct_link_can_be_called(client, indexed, administrator):
    set_direct_link(
        topic="emergency",
        language="en",
        words="fire",
        label="Call us",
        target="0800 112 112",
        by=administrator,
    )
    indexed()

    assert 'href="tel:0800112112"' in client.get(SEARCH, {"q": "fire"}).text


def test_number_of_queries_does_not_grow(client, indexed, count_queries):
    products = [make_product(slug=f"p{n}", name_en=f"P {n}") for n in range(9)]
    make_question(title="Router one", product=products[0], tags=["wifi"])
    make_article(title="Router article", product=products[0])
    indexed()
    client.get(SEARCH, {"q": "router"})
    few = count_queries(lambda: client.get(SEARCH, {"q": "router"}))

    for n in range(9):
        make_question(title=f"Router {n}", product=products[n], tags=["wifi", f"tag{n}"])
        make_article(title=f"Router article {n}", product=products[n])
    indexed()
    client.get(SEARCH, {"q": "router"})
    many = count_queries(lambda: client.get(SEARCH, {"q": "router"}))

    assert few == many <= 8


def test_no_cookie_and_no_token_at_a_readers_page(client, indexed):
    """L-TD-01"""
    make_question(title="Router loses wifi")
    indexed()

    page = client.get(SEARCH, {"q": "router"})

    assert not page.cookies
    assert "csrfmiddlewaretoken" not in page.text


# For whom keeps the search.


def test_pinned_answer_stands_first_and_says_so(client, indexed, curator):
    make_question(title="Router loses wifi")
    article = make_article(title="When nothing connects any more")
    indexed()
    pin_answer(words="router wifi", language="en", answer=article, by=curator)

    page = client.get(SEARCH, {"q": "wifi of the router"})

    assert titles(page)[0] == "When nothing connects any more"
    assert page.text.count("Best answer") == 1
    assert "Best answer" not in client.get(SEARCH, {"q": "router"}).text


def test_curator_alone_sees_why_something_is_here(client, indexed, curator, helper):
    make_question(title="Router loses wifi")
    indexed()

    assert "Why is this here?" not in client.get(SEARCH, {"q": "router"}).text
    client.force_login(helper)
    assert "Why is this here?" not in client.get(SEARCH, {"q": "router"}).text
    client.force_login(curator)
    assert "Why is this here?" in client.get(SEARCH, {"q": "router"}).text


def test_curator_alone_is_led_to_the_tools_with_the_words(client, indexed, curator, helper):
    make_question(title="Router loses wifi")
    indexed()
    for reader in (None, helper):
        if reader:
            client.force_login(reader)
        assert reverse("knowledge:pins") not in client.get(SEARCH, {"q": "router"}).text
    client.force_login(curator)

    for words in ("router & wifi", "zanzibar"):
        page = client.get(SEARCH, {"q": words})
        tools = page.context["tools_query"]
        pins = client.get(f"{reverse('knowledge:pins')}?{tools}")
        synonyms = client.get(f"{reverse('knowledge:synonyms')}?{tools}")

        assert f"{reverse('knowledge:pins')}?{tools}".replace("&", "&amp;") in page.text
        assert pins.context["finds"].total == page.context["finds"].total
        assert synonyms.context["form"]["tried"].value() == words


def test_no_more_is_counted_than_can_be_paged_to(client, count_queries):
    one = make_question(title="Router loses wifi")
    copies = [type(one).objects.get(pk=one.pk) for _ in range(MAX_HITS + 5)]
    for copy in copies:
        copy.pk = None
    type(one).objects.bulk_create(copies)
    index.rebuild()

    first = client.get(SEARCH, {"q": "router"})
    last = client.get(SEARCH, {"q": "router", "page": LAST_PAGE})

    assert "200 results or more" in first.text
    assert (len(titles(first)), len(titles(last))) == (10, 10)
    assert (first.context["newer_url"], last.context["older_url"]) == ("", "")
    assert count_queries(lambda: client.get(SEARCH, {"q": "router", "page": LAST_PAGE})) <= 8
