"""What resembles a question, beside it and on a page of its own."""

import pytest
from django.urls import reverse

from config import reader_pages
from knowledge.search.index import keep_current
from tests.factories import hide, make_answer, make_article, make_question

FRAGMENT = {"HX-Request": "true"}


@pytest.fixture
def question(db):
    return make_question(
        title="Router loses the 5 GHz network", body="Since the update the network is gone."
    )


@pytest.fixture
def indexed(deliver_events):
    def index() -> None:
        deliver_events()
        keep_current()

    return index


def path_of(question) -> str:
    return reverse("knowledge:related", args=[question.pk])


def test_questions_and_articles_that_resemble_it_are_shown(client, question, indexed):
    similar = make_question(title="5 GHz network of the router is missing after an update")
    article = make_article(answer=make_answer(question=similar))
    other = make_question(title="Where do I find my invoice?", body="I look for last month.")
    indexed()

    page = client.get(path_of(question), headers=FRAGMENT).text

    assert similar.get_absolute_url() in page
    assert article.get_absolute_url() in page
    assert other.get_absolute_url() not in page
    assert question.get_absolute_url() not in page


def test_who_looks_for_the_same_question_finds_questions_alone(client, question, indexed):
    similar = make_question(title="5 GHz network of the router is missing after an update")
    article = make_article(answer=make_answer(question=similar))
    indexed()

    page = client.get(path_of(question), {"only": "questions"}, headers=FRAGMENT).text

    assert similar.get_absolute_url() in page
    assert article.get_absolute_url() not in page


def test_whole_page_works_without_a_script(client, question, indexed):
    similar = make_question(title="Router loses 5 GHz network again")
    indexed()

    page = client.get(path_of(question)).text

    assert "Similar questions and articles" in page
    assert similar.get_absolute_url() in page
    assert 'content="noindex, follow"' in page


def test_what_was_hidden_since_is_not_shown(client, question, indexed):
    """A-AZ-07: the index lags behind, the gate does not."""
    similar = make_question(title="Router loses 5 GHz network, hidden canary")
    indexed()
    hide(similar)

    assert "canary" not in client.get(path_of(question), headers=FRAGMENT).text


def test_nothing_resembles_a_hidden_question(client, question):
    """A-AZ-04"""
    hide(question)

    assert client.get(path_of(question)).status_code == 404


def test_nothing_similar_is_said_in_words(client, question):
    assert "Nothing here resembles" in client.get(path_of(question), headers=FRAGMENT).text


def test_queries_do_not_grow_with_what_is_found(client, question, indexed, count_queries):
    for number in range(6):
        make_question(title=f"Router loses 5 GHz network {number}")
    indexed()

    assert count_queries(lambda: client.get(path_of(question))) <= 4


def test_limit_of_one_visitor_is_nobody_elses(client, question, indexed, settings, at_noon):
    """A-DO-02: the empty page of who asked too often is kept for no other reader."""
    similar = make_question(title="Router loses 5 GHz network again")
    indexed()
    settings.READER_PAGE_SECONDS = 60
    reader_pages.forget_all()
    path = f"{path_of(question)}?only=questions"
    for number in range(6):
        client.get(f"{path}&n={number}", REMOTE_ADDR="203.0.113.6")

    refused = client.get(path, REMOTE_ADDR="203.0.113.6")
    other = client.get(path, REMOTE_ADDR="203.0.113.9")

    assert similar.get_absolute_url() not in refused.text
    assert refused["Cache-Control"] == "no-store"
    assert similar.get_absolute_url() in other.text
