"""What a question may be about, by what was found for its title."""

import pytest
from django.urls import reverse

from community.actions.solutions import accept_answer
from community.models import Product
from config.events import relay
from knowledge.search import index
from tests.factories import make_answer, make_product, make_question

TITLE = "Router loses the wifi network after the update"


@pytest.fixture
def router(db):
    return make_product(slug="router", name_en="Router Fjord 5")


@pytest.fixture
def suggestions(client):
    def ask(**query: str) -> str:
        relay.deliver_pending(limit=1000)
        index.rebuild()
        return client.get(reverse("knowledge:suggest"), {"title": TITLE} | query).text

    return ask


def solve(number: int, product: Product | None) -> None:
    for _ in range(number):
        answer = make_answer(question=make_question(title=TITLE, product=product))
        accept_answer(answer=answer, by=answer.question.author)


def test_product_of_most_hits_is_proposed(suggestions, router):
    solve(2, router)
    solve(1, make_product(slug="repeater", name_en="Repeater"))

    page = suggestions()

    assert "Is it about Router Fjord 5?" in page
    assert f'data-value="{router.pk}"' in page


def test_nothing_is_proposed_where_a_product_is_chosen(suggestions, router):
    solve(3, router)

    assert "Is it about" not in suggestions(product=str(router.pk))


def test_letter_has_no_product_to_choose(suggestions, router):
    solve(3, router)

    assert "Is it about" not in suggestions(form="contact")


def test_one_hit_is_no_majority(suggestions, router):
    solve(1, router)

    assert "Is it about" not in suggestions()


def test_halves_are_no_majority(suggestions, router):
    solve(2, router)
    solve(2, make_product(slug="repeater", name_en="Repeater"))

    assert "Is it about" not in suggestions()


def test_questions_about_nothing_propose_nothing(suggestions, db):
    solve(3, None)

    assert "Is it about" not in suggestions()
