"""An answer is drawn once for all who are not signed in; what changes is seen at once."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from community.models import Answer
from tests.factories import make_answer, make_comment, make_question, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _pages_drawn_anew(settings):
    settings.READER_PAGE_SECONDS = 0


def read(client, question) -> str:
    return client.get(question.get_absolute_url()).content.decode()


def test_new_score_of_an_answer_is_shown_at_once(client):
    """A-CA-01"""
    answer = make_answer()
    shown = re.compile(r'id="votes-\d+">[^?]*?\b37\b')
    assert not shown.search(read(client, answer.question))

    Answer.objects.filter(pk=answer.pk).update(score=37)

    assert shown.search(read(client, answer.question))


def test_reader_and_member_read_the_same_answers_and_comments(client):
    """A-CA-01"""
    question = make_question()
    said = [f"Which box is number {number}, please?" for number in range(9)]
    for body in said:
        make_comment(answer=make_answer(question=question), body=body)
    for viewer in (None, make_user()):
        if viewer:
            client.force_login(viewer)
        page = read(client, question)
        assert all(body in page for body in said)
        assert page.count('class="comment"') == page.count('class="card post"') == 9


def test_answers_that_nobody_wrote_do_not_bring_comments(client):
    """The places that stay empty in the prepared query find nothing."""
    question, other = make_question(), make_question()
    make_comment(answer=make_answer(question=other))
    make_comment(answer=make_answer(question=question))

    assert read(client, question).count('class="comment"') == 1


def test_hidden_answer_is_gone_for_readers_at_once(client):
    """A-CA-01"""
    answer = make_answer()
    assert answer.body in read(client, answer.question)

    Answer.objects.filter(pk=answer.pk).update(hidden_at=answer.created_at)

    assert answer.body not in read(client, answer.question)


def test_queries_do_not_grow_with_answers_and_comments(client):
    question = make_question()
    counts = []
    for _number in range(3):
        make_comment(answer=make_answer(question=question))
        read(client, question)
        with CaptureQueriesContext(connection) as captured:
            read(client, question)
        counts.append(len(captured))

    assert len(set(counts)) == 1
