from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from community.actions.solutions import accept_answer
from community.models import Question
from tests.factories import (
    hide,
    make_answer,
    make_employee,
    make_product,
    make_question,
)

NEWEST = reverse("community:question-list")
UNANSWERED = reverse("community:question-unanswered")
HTMX = {"HX-Request": "true"}


def titles(response) -> list[str]:
    return [question.title for question in response.context["page"]]


@pytest.fixture
def product(db):
    return make_product(slug="router", parent=make_product(slug="internet"))


@pytest.fixture
def every_list(product):
    """The addresses of all lists that a question about `product` tagged “wifi” stands in."""
    return [NEWEST, UNANSWERED, "/en/tags/wifi/", "/en/products/router/", "/en/products/internet/"]


def test_newest_question_comes_first(client, db):
    now = timezone.now()
    make_question(title="Asked yesterday", now=now - timedelta(days=1))
    make_question(title="Asked today", now=now)

    assert titles(client.get(NEWEST)) == ["Asked today", "Asked yesterday"]


def test_unanswered_list_holds_what_nobody_answered(client, db):
    make_answer(question=make_question(title="Answered already"))
    make_question(title="Nobody knows")

    assert titles(client.get(UNANSWERED)) == ["Nobody knows"]


def test_list_of_a_product_holds_what_stands_below_it(client, product):
    make_question(title="About the router", product=product)
    make_question(title="About internet", product=product.parent)
    make_question(title="About nothing")

    assert titles(client.get("/en/products/router/")) == ["About the router"]
    assert titles(client.get("/en/products/internet/")) == ["About internet", "About the router"]


def test_list_of_a_tag(client, db):
    make_question(title="With the tag", tags=["C++"])
    make_question(title="With another", tags=["C#"])

    tagged = Question.objects.get(title="With the tag").tags.get()
    assert titles(client.get(tagged.get_absolute_url())) == ["With the tag"]


@pytest.mark.parametrize(
    "name", ["C++", "C#", "🙂", "日本", ".", "..", "a/b", "x y", "%", "Ähnlich"]
)
def test_address_of_every_tag_works(client, db, name):
    """A-UN-07"""
    make_question(title="With the tag", tags=[name])

    tag = Question.objects.get().tags.get()
    assert titles(client.get(tag.get_absolute_url())) == ["With the tag"]


@pytest.mark.parametrize("path", ["/en/tags/unknown/", "/en/products/unknown/"])
def test_unknown_tag_or_product_is_no_page(client, db, path):
    assert client.get(path).status_code == 404


def test_tag_of_hidden_questions_alone_is_not_there(client, moderator):
    """A-AZ-04, A-AZ-07: like a tag that never was."""
    hide(make_question(tags=["canary"]))

    assert client.get("/en/tags/canary/").status_code == 404
    client.force_login(moderator)
    assert client.get("/en/tags/canary/").status_code == 200


def test_hidden_question_stands_in_no_list_and_moves_no_page(client, every_list, product):
    """A-AZ-06, A-AZ-07: neither shown nor felt."""
    values = {"product": product, "tags": ["wifi"]}
    now = timezone.now()
    for number in range(45):
        make_question(now=now - timedelta(minutes=number), **values)
    before = [client.get(path).text for path in every_list]

    for number in range(10):
        hidden = make_question(
            title="Hidden canary", now=now - timedelta(minutes=number, seconds=5), **values
        )
        hide(hidden)

    assert [client.get(path).text for path in every_list] == before


def test_all_questions_can_be_reached_by_paging(client, every_list, product):
    made = [make_question(product=product, tags=["wifi"]).title for _ in range(45)]

    for path in every_list:
        seen, url = [], ""
        while True:
            response = client.get(path + url)
            seen += titles(response)
            url = response.context["page"].older_url
            if not url:
                break
        assert seen == made[::-1]


@pytest.mark.parametrize(
    "query",
    ["before=abc", "before=1", "after=" + "9" * 40 + "-1", "before=٣-٣", "before=1-1-1"],
)
def test_bad_cursor_is_no_page(client, every_list, query):
    """A-DO-05"""
    make_question(product=make_product(), tags=["wifi"])

    for path in every_list:
        assert client.get(f"{path}?{query}").status_code == 404


@pytest.mark.parametrize("query", ["page=10000000000000000000", "page=-1", "page=abc", "before="])
def test_parameters_of_others_are_ignored(client, db, query):
    """A-DO-05"""
    assert client.get(f"{NEWEST}?{query}").status_code == 200


def test_filtered_lists_are_not_for_search_engines(client, db):
    """A-DO-13"""
    assert "noindex" in client.get(f"{NEWEST}?before=1-1").text
    assert "noindex" not in client.get(NEWEST).text


def test_page_and_fragment_show_the_same_list(client, every_list, product):
    make_question(title="Router will not start", product=product, tags=["wifi"])

    for path in every_list:
        page, fragment = client.get(path).text, client.get(path, headers=HTMX).text
        assert "Router will not start" in page
        assert "Router will not start" in fragment
        assert "<html" in page
        assert "<html" not in fragment


def test_lists_cost_the_same_with_one_row_and_with_ten(client, every_list, product, count_queries):
    """A-DO-10"""

    def add() -> None:
        values = {"product": product, "tags": ["wifi", "dsl"]}
        make_question(author=make_employee(), **values)

    add()
    client.get(NEWEST)
    with_one = [count_queries(lambda path=path: client.get(path)) for path in every_list]
    for _ in range(9):
        add()
    with_ten = [count_queries(lambda path=path: client.get(path)) for path in every_list]

    assert with_one == with_ten
    assert max(with_ten) <= 8


def test_lists_cost_a_member_no_more_than_three_queries_more(
    client, stranger, every_list, product, count_queries
):
    """A-DO-10: the session, the person, and the lists that he kept."""
    make_question(product=product, tags=["wifi"])
    visitor = [count_queries(lambda path=path: client.get(path)) for path in every_list]
    client.force_login(stranger)
    member = [count_queries(lambda path=path: client.get(path)) for path in every_list]

    for mine, anybodys in zip(member, visitor, strict=True):
        assert mine <= min(anybodys + 3, 8)


def test_row_says_what_became_of_the_question(client, asker):
    answer = make_answer(question=make_question(author=asker))
    assert "Open" in client.get(NEWEST).text

    accept_answer(answer=answer, by=asker)

    assert "Solved" in client.get(NEWEST).text


def test_lists_speak_the_pages_language(client, product):
    page = client.get("/de/products/router/").text

    assert '<html lang="de">' in page
    assert product.name_de in page
