"""Wherever an official answer is read, its readers see the text that was signed."""

import feedparser
import pytest
from django.urls import reverse

from community.actions.editing import edit_answer
from community.actions.signing_answers import end_official_mark, sign_answer
from community.actions.solutions import accept_answer
from tests.factories import make_answer, make_question, make_signer

SIGNED, EDITED = "Press reset for ten seconds.", "Drill a hole into the box."


@pytest.fixture
def mark(asker, helper):
    answer = make_answer(question=make_question(author=asker), author=helper, body=SIGNED)
    accept_answer(answer=answer, by=asker)
    mark = sign_answer(answer=answer, by=make_signer())
    edit_answer(answer=answer, by=helper, version=1, body=EDITED)
    return mark


def feed_of(client, question):
    return feedparser.parse(client.get(f"/feeds/questions/{question.pk}.atom").content)


def test_feed_brings_the_signed_text_and_not_the_edited_one(client, mark):
    """A-BG-11: a feed reader is told no other word of the company than the page tells."""
    (entry,) = feed_of(client, mark.answer.question).entries

    assert SIGNED in entry.summary
    assert EDITED not in entry.summary
    assert entry.updated == mark.signed_at.isoformat()


def test_feed_brings_the_new_text_once_the_mark_has_ended(client, mark):
    end_official_mark(mark=mark, by=mark.signed_by, because="Outdated")

    (entry,) = feed_of(client, mark.answer.question).entries

    assert EDITED in entry.summary


def test_feed_costs_the_same_with_many_marks(client, mark, count_queries):
    """A-DO-10"""
    question = mark.answer.question
    few = count_queries(lambda: feed_of(client, question))

    for _ in range(5):
        sign_answer(answer=make_answer(question=question), by=mark.signed_by)

    assert count_queries(lambda: feed_of(client, question)) <= few


def test_suggested_solution_is_the_signed_text(client, mark):
    """A-BG-11"""
    document = f"question-{mark.answer.question_id}"

    page = client.get(reverse("knowledge:suggestion", args=[document])).text

    assert SIGNED in page
    assert EDITED not in page


def test_search_engines_are_told_the_signed_text(client, mark):
    """A-BG-11"""
    page = client.get(mark.answer.question.get_absolute_url()).text

    assert f'"text": "{SIGNED}"' in page
    assert f'"text": "{EDITED}"' not in page
