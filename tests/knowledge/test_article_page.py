from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from knowledge.actions.promotion import promote_answer
from knowledge.models import Article
from tests.factories import (
    hide,
    make_answer,
    make_article,
    make_employee,
    make_product,
    make_question,
    make_user,
)

LIST = reverse("knowledge:article-list")


@pytest.fixture
def draft(curator):
    return promote_answer(answer=make_answer(), by=curator)


def titles(response) -> list[str]:
    return [article.title for article in response.context["page"]]


def test_page_shows_the_parts_and_where_they_come_from(client, asker, helper):
    """L-UW-03: from the community, checked, with credit."""
    question = make_question(author=asker, title="Router blinks red", body="Since *today*.")
    article = make_article(
        answer=make_answer(question=question, author=helper, body="Hold the *button*.")
    )

    page = client.get(article.get_absolute_url()).text

    for text in ("Router blinks red", "<em>today</em>", "<em>button</em>", "Lena B.", "Heike R."):
        assert text in page
    assert question.get_absolute_url() in page
    assert "From the community, checked by Fjordnet" in page


@pytest.mark.parametrize("slug", ["", "another-slug/"])
def test_other_addresses_lead_to_the_right_one(client, db, slug):
    article = make_article()

    response = client.get(f"/en/knowledge/{article.pk}/{slug}")

    # Not for good: a title may change back (C-11).
    assert (response.status_code, response["Location"]) == (302, article.get_absolute_url())


def test_canonical_address_is_in_the_articles_own_language(client, db):
    article = make_article(answer=make_answer(question=make_question(language="de")))

    page = client.get(article.get_absolute_url()).text

    assert f'href="http://127.0.0.1:8000/de/knowledge/{article.pk}/{article.slug}/"' in page


@pytest.mark.parametrize("state", ["draft", "in_review", "retired"])
def test_unpublished_article_is_for_curators(client, draft, curator, helper, state):
    """A-AZ-09"""
    is_retired = state == Article.State.RETIRED
    Article.objects.update(
        state=state,
        retired_at=timezone.now() if is_retired else None,
        retired_as=Article.Retired.OUTDATED if is_retired else "",
    )

    for who in (None, helper, make_employee()):
        if who:
            client.force_login(who)
        assert client.get(draft.get_absolute_url()).status_code == 404
    client.force_login(curator)
    page = client.get(draft.get_absolute_url())
    assert page.status_code == 200
    assert 'content="noindex"' in page.text


def test_article_that_needs_review_is_still_read(client, db):
    article = make_article()
    Article.objects.update(state=Article.State.NEEDS_REVIEW)

    assert client.get(article.get_absolute_url()).status_code == 200


def test_hidden_thread_is_not_named_under_the_article(client, db):
    """A-AZ-09: no title leaks through the source link."""
    question = make_question(title="Hidden canary")
    article = make_article(answer=make_answer(question=question), title="A title of its own")
    hide(question)

    assert "Hidden canary" not in client.get(article.get_absolute_url()).text


def test_translations_lead_to_one_another(client, curator):
    german, english = (
        make_article(answer=make_answer(question=make_question(language=language)), by=curator)
        for language in ("de", "en")
    )
    draft = promote_answer(answer=make_answer(), by=curator)
    Article.objects.filter(pk=english.pk).update(family=german.family)

    page = client.get(german.get_absolute_url())

    assert list(page.context["translations"]) == [english]
    assert draft.title not in page.text


def test_curator_finds_the_way_to_the_workbench(client, curator, helper):
    article = make_article()
    edit = reverse("knowledge:article-edit", args=[article.pk])

    client.force_login(helper)
    assert edit not in client.get(article.get_absolute_url()).text
    client.force_login(curator)
    assert edit in client.get(article.get_absolute_url()).text


@pytest.mark.parametrize("who", ["visitor", "curator"])
def test_page_costs_a_fixed_number_of_queries(client, db, count_queries, request, who):
    """A-DO-10"""
    article = make_article(
        answer=make_answer(author=make_employee()), product=make_product(parent=make_product())
    )
    if who == "curator":
        client.force_login(request.getfixturevalue(who))

    assert count_queries(lambda: client.get(article.get_absolute_url())) <= (
        5 if who == "visitor" else 8
    )


def test_list_shows_published_articles_of_the_pages_language(client, draft):
    german = make_answer(question=make_question(language="de"))
    make_article(title="Auf Deutsch", answer=german)
    make_article(title="In English")

    assert titles(client.get(LIST)) == ["In English"]
    assert titles(client.get("/de/knowledge/")) == ["Auf Deutsch"]


def test_list_shows_the_newest_first(client, db):
    now = timezone.now()
    for days, title in ((2, "Older article"), (1, "Newer article")):
        article = make_article(title=title)
        Article.objects.filter(pk=article.pk).update(published_at=now - timedelta(days=days))

    assert titles(client.get(LIST)) == ["Newer article", "Older article"]


def test_list_of_a_product_holds_what_stands_below_it(client, db):
    group = make_product(slug="internet")
    make_article(title="Below it", product=make_product(parent=group))
    make_article(title="Elsewhere")

    assert titles(client.get(f"{LIST}?product=internet")) == ["Below it"]


@pytest.mark.parametrize(
    "query", ["product=unknown", "product=%2e%2e", "before=abc", "after=1-1-1"]
)
def test_unknown_product_or_cursor_is_no_page(client, db, query):
    """A-DO-05"""
    assert client.get(f"{LIST}?{query}").status_code == 404


def test_page_and_fragment_show_the_same_list(client, db):
    make_article(title="An article")

    fragment = client.get(LIST, headers={"HX-Request": "true"}).text

    assert "An article" in fragment
    assert "<html" not in fragment


def test_list_costs_the_same_with_one_row_and_with_ten(client, db, count_queries):
    """A-DO-10"""

    def add() -> None:
        make_article(by=make_user(roles="curator"), product=make_product(parent=make_product()))

    add()
    with_one = count_queries(lambda: client.get(LIST))
    for _ in range(9):
        add()

    assert count_queries(lambda: client.get(LIST)) == with_one <= 8


def test_all_articles_can_be_reached_by_paging(client, curator):
    made = {make_article(by=curator).title for _ in range(25)}

    first = client.get(LIST)
    second = client.get(LIST + first.context["page"].older_url)

    assert set(titles(first) + titles(second)) == made


def test_other_sites_show_what_the_article_says_first(client, db):
    page = client.get(make_article(title="Reset the box").get_absolute_url()).text

    assert '<meta property="og:title" content="Reset the box">' in page


@pytest.mark.parametrize("audience", ["members", "staff"])
def test_other_sites_show_nothing_of_what_is_not_for_everybody(client_of, curator, audience):
    article = make_article(audience=audience)

    page = client_of(curator).get(article.get_absolute_url()).text

    assert "og:title" not in page
    assert '<meta name="robots" content="noindex">' in page
