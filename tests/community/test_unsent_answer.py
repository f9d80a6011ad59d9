"""Promise 6, A-AZ-17: a session that ends in the middle of writing loses no word."""

from uuid import uuid4

import pytest
from django.urls import reverse

from community.models import Answer
from tests.factories import make_question

TYPED = "What I wrote for half an hour."


@pytest.fixture
def question(db):
    return make_question()


def send(client, question):
    form = {"body": TYPED, "submission": uuid4()}
    return client.post(reverse("community:answer", args=[question.pk]), form)


def test_answer_waits_beneath_its_question(client, question, helper):
    send(client, question)
    client.force_login(helper)

    assert TYPED in client.get(question.get_absolute_url()).text
    assert TYPED not in client.get(make_question().get_absolute_url()).text


def test_it_is_forgotten_once_it_was_sent(client, question, helper):
    send(client, question)
    client.force_login(helper)
    send(client, question)
    Answer.objects.update(body="", body_html="")

    assert TYPED not in client.get(question.get_absolute_url()).text


def test_nobody_else_sees_it(client, client_of, question, helper, stranger):
    send(client, question)

    assert TYPED not in client.get(question.get_absolute_url()).text
    assert TYPED not in client_of(stranger).get(question.get_absolute_url()).text
