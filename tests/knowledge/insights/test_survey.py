"""A sample of readers is asked whether a page solved it: without account, cookie or key."""

import pytest
from django.test import Client
from django.urls import reverse

from config import reader_pages
from knowledge.insights.models import SurveyAnswer
from tests.factories import hide, make_answer, make_article, make_question

SAME = {"Sec-Fetch-Site": "same-origin", "User-Agent": "Mozilla/5.0 (X11; Linux x86_64)"}
IN_PLACE = SAME | {"HX-Request": "true"}
ROBOT = {"User-Agent": "Googlebot/2.1 (+http://www.google.com/bot.html)"}
YES = {"helped": "yes", "instead": "called"}
pytestmark = pytest.mark.django_db


@pytest.fixture
def thread():
    return make_answer().question


def url_of(question, name: str = "survey") -> str:
    return reverse(f"insights:{name}", args=[f"question-{question.pk}"])


def say(browser, question, data=YES, **headers):
    answer = url_of(question, "survey-answer")
    return browser.post(answer, data, headers=SAME | headers)


def test_a_reader_answers_without_account_or_cookie(client, thread):
    """L-TD-01"""
    response = say(client, thread)

    assert response.status_code == 302
    assert not response.cookies
    said = SurveyAnswer.objects.get()
    assert (said.document, said.helped, said.instead) == (f"question-{thread.pk}", True, "called")


def test_nothing_of_the_reader_and_no_time_but_the_day_is_kept():
    """L-TD-02"""
    fields = {field.name for field in SurveyAnswer._meta.fields}
    assert fields == {"id", "document", "language", "day", "helped", "instead"}


def test_one_network_answers_once_a_day_for_a_page(client, thread, at_noon):
    """A-VO-16"""
    say(client, thread)
    response = say(Client(), thread)

    assert response.status_code == 302
    assert SurveyAnswer.objects.count() == 1
    say(client, make_question())
    assert SurveyAnswer.objects.count() == 2


@pytest.mark.parametrize("headers", [ROBOT, {"DNT": "1"}, {"Sec-GPC": "1"}])
def test_programs_and_who_objects_are_not_counted(client, thread, headers):
    """L-TD-03"""
    assert say(client, thread, **headers).status_code == 302
    assert not SurveyAnswer.objects.exists()
    assert client.get(url_of(thread), headers=IN_PLACE | headers).status_code == 204


@pytest.mark.parametrize("role", ["employee", "moderator"])
def test_who_works_here_is_neither_asked_nor_counted(client_of, request, thread, role):
    """L-TD-03"""
    browser = client_of(request.getfixturevalue(role))

    assert browser.get(url_of(thread), headers=IN_PLACE).status_code == 204
    say(browser, thread)

    assert not SurveyAnswer.objects.exists()


@pytest.mark.parametrize(
    "data", [{}, {"helped": "yes"}, {"helped": "perhaps", "instead": "called"}, {"instead": "x"}]
)
def test_an_incomplete_answer_comes_back_with_what_was_chosen(client, thread, data):
    response = say(client, thread, data)

    assert response.status_code == 422
    assert not SurveyAnswer.objects.exists()


def test_another_site_cannot_answer(client, thread):
    answer = url_of(thread, "survey-answer")

    response = client.post(answer, YES, headers={"Sec-Fetch-Site": "cross-site"})

    assert response.status_code == 403


def test_hidden_threads_are_not_told(client, thread):
    """A-AZ-07"""
    hide(thread)

    assert client.get(url_of(thread)).status_code == 404
    assert say(client, thread).status_code == 404
    assert client.get(reverse("insights:survey", args=["article-99999"])).status_code == 404
    assert client.get(reverse("insights:survey", args=["nonsense"])).status_code == 404


def test_the_questions_are_never_kept(client, thread):
    response = client.get(url_of(thread), headers=IN_PLACE)

    assert "no-store" in response["Cache-Control"]
    assert "<html" not in response.text
    assert not response.cookies


def test_a_kept_page_stays_kept_and_the_same_for_all(client, thread, settings, count_queries):
    """L-TD-01: which view is asked, the browser draws; no page and no server knows."""
    settings.READER_PAGE_SECONDS = 15
    reader_pages.forget_all()
    page = thread.get_absolute_url()
    first = client.get(page)

    again = []
    assert count_queries(lambda: again.append(Client().get(page))) == 0

    assert again[0].content == first.content
    assert f'data-survey="{url_of(thread)}"' in first.text
    assert 'data-every="20"' in first.text


def test_articles_are_asked_about_too(client):
    article = make_article()

    assert (
        f'data-survey="/en/survey/article-{article.pk}/"'
        in client.get(article.get_absolute_url()).text
    )


def test_a_thread_without_an_answer_is_not_asked_about(client):
    assert "data-survey" not in client.get(make_question().get_absolute_url()).text


def test_an_operator_can_switch_it_off(client, thread, settings):
    settings.SURVEY_EVERY = 0

    assert "data-survey" not in client.get(thread.get_absolute_url()).text
