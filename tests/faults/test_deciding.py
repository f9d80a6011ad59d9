"""F-31 for decisions about questions: whichever statement fails, all of it happens or nothing."""

from collections.abc import Callable

import pytest
from django.db import OperationalError

from community.actions.closing import close_question, reopen_question, say_my_case_differs
from community.actions.comments import post_comment
from community.actions.duplicates import decide_duplicate, propose_duplicate
from community.actions.merging import merge_questions
from community.actions.questions import join_affected
from community.actions.solutions import accept_answer
from tests.factories import make_answer, make_question, make_user
from tests.faults.test_all_or_nothing import failing, more, rows, statements_of, undone

pytestmark = pytest.mark.django_db


def close() -> Callable:
    question, by = make_question(), make_user(roles="moderator")
    return lambda: close_question(question=question, by=by, reason="outdated")


def close_as_duplicate() -> Callable:
    question, original, by = make_question(), make_question(), make_user(roles="moderator")
    close_question(question=make_question(), by=by, reason="duplicate", original=question)
    return lambda: close_question(question=question, by=by, reason="duplicate", original=original)


def reopen() -> Callable:
    question, by = make_question(), make_user(roles="moderator")
    close_question(question=question, by=by, reason="outdated")
    return lambda: reopen_question(question=question, by=by)


def say_it_differs() -> Callable:
    question, by = make_question(), make_user(roles="moderator")
    close_question(question=question, by=by, reason="outdated")
    return lambda: say_my_case_differs(
        question=question, by=question.author, explanation="It still happens."
    )


def take_a_duplicate() -> Callable:
    by = make_user(roles="curator")
    proposal = propose_duplicate(question=make_question(), original=make_question(), by=by)
    return lambda: decide_duplicate(proposal=proposal, by=by, is_taken=True)


def merge() -> Callable:
    answer, into, by = make_answer(), make_question(tags=["a"]), make_user(roles="moderator")
    question = answer.question
    accept_answer(answer=answer, by=question.author)
    join_affected(question=question, by=make_user())
    post_comment(question=question, answer=answer, by=question.author, body="It works.")
    return lambda: merge_questions(question=question, into=into, by=by)


USE_CASES = [close, close_as_duplicate, reopen, say_it_differs, take_a_duplicate, merge]


@pytest.mark.parametrize("use_case", USE_CASES, ids=lambda use_case: use_case.__name__)
def test_decision_happens_as_a_whole_or_not_at_all(use_case):
    """F-31"""
    count, undisturbed = statements_of(use_case)
    assert count > 2

    for number in range(1, count + 1):
        with undone():
            act = use_case()
            before = rows()
            with failing(number) as seen, pytest.raises(OperationalError):
                act()
            assert rows() == before, seen[-1]
            act()
            assert more(before, rows()) == undisturbed, seen[-1]
