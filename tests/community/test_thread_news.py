"""New posts while reading: what every open page asks, so that 1,000 readers cost nothing."""

import pytest
from django.urls import reverse

from community.models import Answer, Question
from config import reader_pages
from tests.factories import hide, make_answer, make_question


@pytest.fixture
def question(asker) -> Question:
    question = make_question(author=asker)
    make_answer(question=question, body="The first one")
    return question


@pytest.fixture
def pages_are_kept(settings):
    settings.READER_PAGE_SECONDS = 15
    reader_pages.forget_all()
    yield
    reader_pages.forget_all()


def news(question: Question, **query) -> str:
    address = reverse("community:question-news", args=[question.pk])
    return f"{address}?{'&'.join(f'{name}={value}' for name, value in query.items())}"


def test_nothing_new_is_nothing_said(client, question):
    response = client.get(news(question, since=1))

    assert response.status_code == 200
    assert response.text.strip() == ""


def test_new_answers_are_counted(client, question):
    make_answer(question=question)
    assert "1 new answer · show" in client.get(news(question, since=1)).text

    make_answer(question=question)
    page = client.get(news(question, since=1)).text

    assert "2 new answers · show" in page
    assert 'data-since="3"' in page


def test_new_answers_are_shown_on_demand_in_their_order(client, question):
    second = make_answer(question=question, body="The second one")
    third = make_answer(question=question, body="The third one")

    page = client.get(news(question, since=1, show=1)).text

    assert "The first one" not in page
    assert page.index(f'id="answer-{second.pk}"') < page.index(f'id="answer-{third.pk}"')
    assert "<html" not in page


def test_hidden_answer_is_neither_counted_nor_shown(client, question):
    """A-AZ-02"""
    hide(make_answer(question=question, body="Hidden canary"))
    Question.objects.filter(pk=question.pk).update(answer_count=1)

    assert client.get(news(question, since=1)).text.strip() == ""
    assert "canary" not in client.get(news(question, since=0, show=1)).text


def test_hidden_question_has_no_news(client, question):
    """A-AZ-02"""
    hide(question)

    assert client.get(news(question, since=0)).status_code == 404
    assert client.get(news(question, since=0, show=1)).status_code == 404


@pytest.mark.parametrize("since", ["", "x", "-1", "٣", "1" * 30, "1e9"])
def test_odd_question_gets_an_answer(client, question, since):
    assert client.get(news(question, since=since)).status_code == 200


def test_more_than_a_page_is_not_shown_at_once(client, asker, question):
    """A-DO-10"""
    author = question.answers.get().author
    Answer.objects.bulk_create(
        Answer(question=question, author=author, body="x", body_html="<p>x</p>", renderer_version=1)
        for _ in range(40)
    )
    Question.objects.filter(pk=question.pk).update(answer_count=41)

    page = client.get(news(question, since=0, show=1)).text

    assert page.count('<article class="card post') == 30


def test_unchanged_is_not_sent_again(client, question):
    """A-DO: a conditional request."""
    make_answer(question=question)
    first = client.get(news(question, since=1))

    again = client.get(news(question, since=1), headers={"If-None-Match": first["ETag"]})

    assert (again.status_code, again.content) == (304, b"")
    make_answer(question=question)
    changed = client.get(news(question, since=1), headers={"If-None-Match": first["ETag"]})
    assert changed.status_code == 200


def test_looking_costs_one_query_and_of_a_thousand_readers_only_the_first(
    client, question, count_queries, pages_are_kept
):
    """A-DO-10"""
    first = count_queries(lambda: client.get(news(question, since=1)))
    later = count_queries(lambda: [client.get(news(question, since=1)) for _ in range(1000)])

    assert first <= 2
    assert later == 0


def test_member_costs_no_more_than_who_he_is_and_one_query(
    client, stranger, question, count_queries
):
    client.force_login(stranger)

    assert count_queries(lambda: client.get(news(question, since=1))) <= 4


def test_what_readers_share_holds_nothing_of_anybody(
    client, client_of, stranger, question, settings
):
    """A-CA-02"""
    settings.READER_PAGE_SECONDS = 15
    reader_pages.forget_all()
    make_answer(question=question)
    address = news(question, since=1, show=1)

    of_member = client_of(stranger).get(address)
    of_reader = client.get(address)

    assert "csrfmiddlewaretoken" in of_member.text
    assert "private" in of_member["Cache-Control"]
    assert "csrfmiddlewaretoken" not in of_reader.text
    assert not of_reader.cookies
    reader_pages.forget_all()


def test_page_without_javascript_has_an_empty_place_and_nothing_else(client, question):
    page = client.get(question.get_absolute_url()).text

    assert f'data-news="{reverse("community:question-news", args=[question.pk])}"' in page
    assert 'data-since="1"></div>' in page
