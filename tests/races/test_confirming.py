"""Confirming, accepting, objecting and signing at once: one truth, points for it alone."""

from datetime import timedelta
from functools import partial

from django.utils import timezone

from accounts.models import User
from community.actions.confirming import (
    CannotConfirm,
    confirm_answer,
    say_still_open,
    withdraw_confirmation,
)
from community.actions.signing_answers import decline_official_mark, sign_answer
from community.actions.solutions import accept_answer, withdraw_acceptance
from community.models import OfficialMark, Question
from tests.factories import make_answer, make_question, make_signer, make_user
from tests.races.parallel import ROUNDS, THREADS, at_once, failures, times
from tests.races.test_solving import assert_ledgers_add_up


def old_answers(asker, number: int) -> list:
    question = make_question(author=asker)
    long_ago = timezone.now() - timedelta(days=8)
    return [make_answer(question=question, now=long_ago) for _ in range(number)]


def points_of(answer) -> int:
    return User.objects.get(pk=answer.author_id).points


def unexpected(results) -> list[Exception]:
    """Who came too late is told so; anything else is a fault."""
    return [problem for problem in failures(results) if not isinstance(problem, CannotConfirm)]


def test_of_two_answers_confirmed_at_once_one_is_confirmed(asker, moderator, employee):
    """C-04: by two people of the staff, in two tabs each."""
    for _ in range(ROUNDS):
        answers = old_answers(asker, 2)
        calls = [
            partial(confirm_answer, answer=answer, by=by)
            for answer in answers
            for by in (moderator, employee)
        ]
        assert failures(at_once(calls * (THREADS // 4))) == []
        confirmed = Question.objects.get(pk=answers[0].question_id).confirmed_answer_id
        assert [points_of(answer) for answer in answers] == [
            12 if answer.pk == confirmed else 0 for answer in answers
        ]
        assert_ledgers_add_up()


def test_confirming_while_the_asker_accepts_ends_in_his_word(asker, moderator):
    """C-04: the author of the question and an employee."""
    for _ in range(ROUNDS):
        first, second = old_answers(make_user(), 2)
        asker = first.question.author
        calls = [partial(confirm_answer, answer=first, by=moderator)] * 8
        calls += [partial(accept_answer, answer=second, by=asker)] * 8
        assert unexpected(at_once(calls)) == []
        question = Question.objects.get(pk=first.question_id)
        assert question.accepted_answer_id == second.pk
        assert question.confirmed_answer_id is None
        assert (points_of(first), points_of(second)) == (0, 25)
    assert_ledgers_add_up()


def test_confirming_taking_back_and_still_open_at_once(asker, moderator):
    """C-04, A-VO-07: once the asker has said “still open”, nothing is confirmed."""
    for _ in range(ROUNDS):
        (answer,) = old_answers(asker, 1)
        question = answer.question
        confirm_answer(answer=answer, by=moderator)
        calls = [partial(confirm_answer, answer=answer, by=moderator)] * 6
        calls += [partial(withdraw_confirmation, question=question, by=moderator)] * 4
        calls += [partial(say_still_open, question=question, by=asker)] * 6
        assert unexpected(at_once(calls)) == []
        question.refresh_from_db()
        if question.still_open_at:
            assert question.confirmed_answer_id is None
        assert points_of(answer) == (12 if question.confirmed_answer_id else 0)
    assert_ledgers_add_up()


def test_pairs_of_helpers_are_locked_in_one_order(moderator):
    """C-17: answers of the same people are confirmed, accepted and given up crosswise."""
    people = [make_user() for _ in range(3)]
    long_ago = timezone.now() - timedelta(days=8)
    for _ in range(ROUNDS):
        calls = []
        for asker in people:
            question = make_question(author=asker)
            others = [person for person in people if person != asker]
            answers = [make_answer(question=question, author=by, now=long_ago) for by in others]
            calls += [partial(confirm_answer, answer=answer, by=moderator) for answer in answers]
            calls += [partial(accept_answer, answer=answer, by=asker) for answer in answers]
            calls += [partial(withdraw_acceptance, question=question, by=asker)]
        assert unexpected(at_once(calls)) == []
    assert_ledgers_add_up()


def test_signing_sixteen_times_at_once_is_one_mark(asker):
    """C-04: by two signers of one company."""
    signers = [make_signer(), make_signer()]
    for _ in range(ROUNDS):
        (answer,) = old_answers(asker, 1)
        calls = [partial(sign_answer, answer=answer, by=by) for by in signers]
        assert failures(at_once(calls * (THREADS // 2))) == []
        assert OfficialMark.objects.filter(answer=answer).count() == 1


def test_declined_while_it_is_signed_anew_stays_declined(asker):
    """C-04"""
    signer = make_signer()
    for _ in range(ROUNDS):
        (answer,) = old_answers(asker, 1)
        mark = sign_answer(answer=answer, by=signer)
        until = timezone.localdate() + timedelta(days=3)
        calls = [partial(sign_answer, answer=answer, by=signer, valid_until=until)] * 4
        calls += times(4, partial(decline_official_mark, mark=mark, by=answer.author))
        at_once(calls)
        mark.refresh_from_db()
        assert mark.declined_at
        assert not answer.official_marks.open().exists()
