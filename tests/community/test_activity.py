"""The order of active threads tells nothing of what was hidden in them."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from community.actions.merging import merge_questions
from community.actions.visibility import bring_back, withhold
from community.models import Question
from config.recount import registered
from tests.factories import make_answer, make_comment, make_question


def active_at(question: Question):
    return Question.objects.values_list("active_at", flat=True).get(pk=question.pk)


def hide(post) -> None:
    with transaction.atomic():
        withhold(post=post, hidden_as="moderator", by=None, at=timezone.now())


@pytest.mark.parametrize("make", [make_answer, make_comment])
def test_what_was_hidden_moves_its_thread_no_longer(asker, make):
    """A-AZ-07: the lists are sorted as if it had never been there."""
    question, later = make_question(author=asker), timezone.now() + timedelta(minutes=5)
    post = make(question=question, now=later)
    assert active_at(question) == later

    hide(post)
    assert active_at(question) == question.created_at

    with transaction.atomic():
        bring_back(post=post, by=None, at=later)
    assert active_at(question) == later


@pytest.mark.parametrize("make", [make_answer, make_comment])
def test_who_waited_longer_for_the_thread_does_not_turn_its_time_back(asker, make):
    question, later = make_question(author=asker), timezone.now() + timedelta(minutes=5)
    make_answer(question=question, now=later)

    make(question=question, now=later - timedelta(minutes=1))

    assert active_at(question) == later


def test_time_of_a_thread_can_be_recounted(asker, moderator):
    now = timezone.now()
    question, into, other = (make_question(author=asker, now=now) for _ in range(3))
    make_comment(question=question, now=now + timedelta(minutes=2))
    hide(make_comment(question=other, now=now + timedelta(minutes=3)))
    answer = make_answer(question=into, now=now + timedelta(minutes=1))
    make_comment(answer=answer, now=now + timedelta(minutes=4))
    hide(answer)
    merge_questions(question=question, into=into, by=moderator)
    (activity,) = [each for each in registered() if each.field == "active_at"]

    assert list(activity.differences()) == []

    Question.objects.update(active_at=now + timedelta(hours=1))
    assert len(list(activity.repair())) == 3
    assert active_at(into) == now + timedelta(minutes=2)
    assert active_at(other) == now


def test_comment_beneath_a_hidden_answer_moves_nothing(asker):
    """A-AZ-07"""
    question = make_question(author=asker)
    answer = make_answer(question=question, now=timezone.now() + timedelta(minutes=5))
    make_comment(answer=answer, now=timezone.now() + timedelta(minutes=9))

    hide(answer)

    assert active_at(question) == question.created_at


def test_what_was_merged_into_it_still_counts(asker, moderator):
    question, newer = make_question(author=asker), make_question()
    merge_questions(question=newer, into=question, by=moderator)
    answer = make_answer(question=question, now=timezone.now() + timedelta(minutes=5))

    hide(answer)

    assert active_at(question) == newer.created_at
