import pytest
from django.urls import reverse

from knowledge.actions.article_feedback import lower_bound
from knowledge.models import Article
from tests.factories import make_answer, make_article, make_product, make_question, make_user

LIST = reverse("knowledge:article-list")
HELPFUL = f"{LIST}?sort=helpful"


def titles(response) -> list[str]:
    return [article.title for article in response.context["page"]]


def make_rated(title: str, helped: int, total: int, **values) -> Article:
    article = make_article(title=title, **values)
    Article.objects.filter(pk=article.pk).update(
        helped_count=helped,
        did_not_help_count=total - helped,
        helpfulness=lower_bound(helped, total),
    )
    return article


def test_most_helpful_is_sorted_by_the_lower_bound(client, db):
    """Not by the raw share: 1 of 1 says little."""
    make_rated("One of one", 1, 1)
    make_rated("Ninety of a hundred", 90, 100)
    make_rated("Nine of ten", 9, 10)
    make_rated("Nobody said anything", 0, 0)

    assert titles(client.get(HELPFUL)) == [
        "Ninety of a hundred",
        "Nine of ten",
        "One of one",
        "Nobody said anything",
    ]


def test_all_of_the_most_helpful_can_be_reached_by_paging(client, curator):
    """Also among many that nobody has rated."""
    made = {make_rated(f"Article {n}", n % 3, 3, by=curator).title for n in range(45)}

    found, address = [], HELPFUL
    while address:
        response = client.get(address)
        found += titles(response)
        older = response.context["page"].older_url
        address = LIST + older if older else ""

    assert len(found) == len(set(found)) == 45
    assert set(found) == made


def test_list_says_how_often_it_helped(client, db):
    make_rated("Well rated", 1204, 1300)

    assert "1,204 × marked as solved" in client.get(LIST).text


@pytest.mark.parametrize("sort", ["worst", "published_at", "-id", "Helpful"])
def test_unknown_order_is_no_page(client, db, sort):
    """A-DO-05"""
    assert client.get(f"{LIST}?sort={sort}").status_code == 404


@pytest.mark.parametrize(
    ("audience", "readers"),
    [("members", {"helper", "employee", "curator"}), ("staff", {"curator"})],
)
def test_list_holds_what_was_written_for_its_reader(
    client, helper, employee, curator, audience, readers
):
    """A-AZ-07"""
    make_article(title="For some", audience=audience)

    for name, who in {"": None, "helper": helper, "employee": employee, "curator": curator}.items():
        client.logout()
        if who:
            client.force_login(who)
        assert titles(client.get(LIST)) == (["For some"] if name in readers else [])


def test_topics_are_a_tree_that_opens_where_the_reader_is(client, db):
    group = make_product(slug="internet", name_en="Internet")
    make_product(slug="router", name_en="Routers", parent=group)
    make_product(slug="tv", name_en="Television")

    assert "Routers" not in client.get(LIST).text
    for slug in ("internet", "router"):
        page = client.get(f"{LIST}?product={slug}").text
        assert "Routers" in page
        assert "Television" in page


def test_empty_list_says_what_to_do(client, db):
    page = client.get(LIST).text

    assert "No article here yet" in page
    assert reverse("community:question-list") in page


def test_both_orders_cost_the_same_with_one_row_and_with_ten(client, db, count_queries):
    """A-DO-10"""
    group = make_product(slug="internet")
    address = f"{HELPFUL}&product=internet"

    def add() -> None:
        answer = make_answer(question=make_question(language="en"))
        make_article(
            by=make_user(roles="curator"), answer=answer, product=make_product(parent=group)
        )

    add()
    with_one = count_queries(lambda: client.get(address))
    for _ in range(9):
        add()

    assert count_queries(lambda: client.get(address)) == with_one <= 8
