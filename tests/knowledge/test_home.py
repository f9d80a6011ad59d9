import pytest
from django.core.cache import cache

from knowledge.models import Article
from tests.factories import (
    hide,
    make_answer,
    make_article,
    make_employee,
    make_product,
    make_question,
)


def test_start_page_answers_itself_in_the_readers_language(client, db):
    """ARCHITECTURE: 200, and a cache knows what it depends on."""
    german = client.get("/", headers={"Accept-Language": "de-AT,de;q=0.9,en;q=0.5"})
    english = client.get("/", headers={"Accept-Language": "fr"})

    assert (german.status_code, english.status_code) == (200, 200)
    assert '<html lang="de">' in german.text
    assert '<html lang="en">' in english.text
    assert "Accept-Language" in german["Vary"]


@pytest.mark.parametrize("language", ["de", "en"])
def test_address_with_a_language_speaks_it(client, db, language):
    response = client.get(f"/{language}/", headers={"Accept-Language": "de, en"})

    assert f'<html lang="{language}">' in response.text
    assert response["Content-Language"] == language


def test_latest_questions_are_shown_without_what_is_hidden(client, db):
    shown, hidden = make_question(title="Shown to all"), make_question(title="Hidden canary")
    hide(hidden)

    page = client.get("/").text

    assert shown.get_absolute_url() in page
    assert "Hidden canary" not in page


def test_shelves_count_the_articles_in_the_pages_language(client, db):
    group = make_product(name_en="Internet", name_de="Internet (de)")
    below = make_product(parent=group)
    for language in ("en", "en", "de"):
        answer = make_answer(question=make_question(language=language))
        make_article(answer=answer, product=below)

    shelves = client.get("/en/").context["shelves"]

    assert [(product.name_en, count) for product, count in shelves] == [("Internet", 2)]


def test_shelf_without_articles_is_left_out(client, db):
    empty = make_product(name_en="Moving house")

    page = client.get("/en/")

    assert page.context["shelves"] == []
    assert page.context["products"] == [empty]


@pytest.mark.parametrize("path", ["/", "/en/"])
def test_start_page_costs_the_same_with_one_row_and_with_ten(client, db, count_queries, path):
    """A-DO-10"""

    def add() -> None:
        product = make_product()
        make_question(author=make_employee(), product=product, tags=["a", "b"])
        make_article(product=product)

    def visit() -> None:
        cache.clear()
        client.get(path)

    add()
    with_one = count_queries(visit)
    for _ in range(9):
        add()

    assert count_queries(visit) == with_one <= 12


def test_figures_kept_for_one_reader_tell_others_nothing(client, moderator, helper):
    """A-AZ-07"""
    product = make_product()
    make_article(product=product)
    make_article(product=product, audience=Article.Audience.STAFF)
    make_article(product=product, audience=Article.Audience.MEMBERS)

    def figure() -> int:
        [(_product, count)] = client.get("/en/").context["shelves"]
        return count

    client.force_login(moderator)
    assert figure() == 3
    client.force_login(helper)
    assert figure() == 2
    client.logout()
    assert figure() == 1


def test_empty_community_invites_to_ask(client, db):
    assert "Be the first" in client.get("/en/").text
