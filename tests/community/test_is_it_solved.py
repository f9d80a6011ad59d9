"""The mail about an answer leads to a page that asks “Is it solved?”; only a press says so."""

import pytest
from django.urls import reverse

from accounts.notifications.models import Notice
from accounts.notifications.reading import in_words
from community.actions.solutions import accept_answer
from community.models import Following, Question
from tests.factories import hide, make_answer, make_question, make_user

ASKED = "Is it solved?"


@pytest.fixture
def question(asker):
    return make_question(author=asker)


def page(client, question, **query) -> str:
    return client.get(question.get_absolute_url(), query).text


def panel_beneath(text: str) -> int:
    """The answer whose panel this is."""
    panel = text[text.index('id="solved"') :]
    return int(panel.split("/answers/")[1].split("/")[0])


def url_told_to(reader, deliver_events) -> str:
    deliver_events()
    notice = Notice.objects.filter(user=reader, kind="answered").latest("id")
    return in_words([notice], viewer=reader)[0].told.url


def test_notice_leads_the_asker_to_where_he_is_asked(question, asker, deliver_events):
    answer = make_answer(question=question)

    url = url_told_to(asker, deliver_events)

    assert url == f"{question.get_absolute_url()}?answered={answer.pk}#answer-{answer.pk}"


def test_notice_leads_others_who_follow_to_the_answer_alone(question, stranger, deliver_events):
    Following.objects.create(person=stranger, question=question)
    answer = make_answer(question=question)

    assert url_told_to(stranger, deliver_events) == answer.get_absolute_url()


def test_notice_about_a_solved_question_asks_no_more(question, asker, deliver_events):
    solution = make_answer(question=question)
    accept_answer(answer=solution, by=asker)
    later = make_answer(question=question)

    later.question.refresh_from_db()
    assert url_told_to(asker, deliver_events) == later.get_absolute_url()


def test_asker_is_asked_about_the_answer_of_the_mail(client, question, asker):
    first, _second = make_answer(question=question), make_answer(question=question)
    client.force_login(asker)

    text = page(client, question, answered=first.pk)

    assert text.count(ASKED) == 1
    assert panel_beneath(text) == first.pk


@pytest.mark.parametrize("answered", ["", "0", "nonsense", "99999999999999999999", "é"])
def test_without_a_known_answer_he_is_asked_about_the_newest(client, question, asker, answered):
    """A-UN-01"""
    make_answer(question=question)
    newest = make_answer(question=question)
    client.force_login(asker)

    assert panel_beneath(page(client, question, answered=answered)) == newest.pk


def test_looking_says_nothing(client, question, asker):
    """A-CS-05: no link in a mail changes anything by itself."""
    answer = make_answer(question=question)
    client.force_login(asker)

    page(client, question, answered=answer.pk)
    client.head(question.get_absolute_url(), {"answered": answer.pk})

    assert Question.objects.get().accepted_answer is None


def test_yes_is_a_form_that_accepts(client, question, asker):
    answer = make_answer(question=question)
    client.force_login(asker)
    accept = reverse("community:answer-accept", args=[answer.pk])
    assert page(client, question).count(f'action="{accept}"') == 1

    client.post(accept)

    assert Question.objects.get().accepted_answer == answer
    assert ASKED not in page(client, question)


@pytest.mark.parametrize("who", ["visitor", "stranger", "helper", "moderator"])
def test_nobody_else_is_asked(client, question, request, who):
    answer = make_answer(question=question)
    if who != "visitor":
        client.force_login(request.getfixturevalue(who))

    assert ASKED not in page(client, question, answered=answer.pk)


def test_visitor_from_the_mail_signs_in_and_comes_back_to_the_question(client, question):
    answer = make_answer(question=question)

    text = page(client, question, answered=answer.pk)

    assert "Did you ask this?" in text
    assert f"%3Fanswered%3D{answer.pk}" in text


def test_own_answer_and_hidden_answers_are_not_asked_about(client, question, asker):
    """A-AZ-02"""
    make_answer(question=question, author=asker)
    hide(make_answer(question=question))
    client.force_login(asker)

    assert ASKED not in page(client, question)


def test_asking_costs_no_query(client, question, asker, count_queries):
    """A-DO-10"""
    make_answer(question=question)
    client.force_login(asker)
    one = count_queries(lambda: page(client, question))
    for _ in range(9):
        make_answer(question=question, author=make_user())

    assert count_queries(lambda: page(client, question, answered=1)) == one <= 14
