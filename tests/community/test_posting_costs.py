"""A post and a vote cost a handful of statements, whatever is looked at on the way."""

from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.factories import make_answer, make_question, make_user

BODY = "The valve sticks when it is cold, so warm it up before you turn the handle again. " * 2

pytestmark = pytest.mark.django_db


def statements_of(client, url, **fields) -> int:
    """The transaction's own bounds are not told on both databases, so they are left out."""
    with CaptureQueriesContext(connection) as captured:
        response = client.post(url, fields)
    assert response.status_code == 302
    told = [query["sql"].split()[0] for query in captured.captured_queries]
    return sum(word in {"SELECT", "INSERT", "UPDATE", "DELETE"} for word in told)


@pytest.fixture
def member(client):
    person = make_user()
    person.points = 50
    person.save(update_fields=["points"])
    client.force_login(person)
    return person


def test_asking_costs_little(client, member):
    fields = {"kind": "question", "title": "Why does the valve stick?", "language": "en"}
    sent = {"body": BODY, "submission": uuid4()}

    assert statements_of(client, reverse("community:ask"), **fields, **sent) <= 12


def test_answering_costs_little(client, member):
    url = reverse("community:answer", args=[make_question().pk])

    assert statements_of(client, url, body=BODY, submission=uuid4()) <= 13


def test_commenting_costs_little(client, member):
    url = reverse("community:comment", args=["answer", make_answer().pk])

    assert statements_of(client, url, body=BODY, submission=uuid4()) <= 16


def test_voting_costs_little(client, member):
    url = reverse("community:answer-vote", args=[make_answer().pk])

    assert statements_of(client, url, value="1") <= 14
