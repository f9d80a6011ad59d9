"""F-31 for texts: whichever statement fails, an edit has happened as a whole or not at all."""

from collections.abc import Callable
from uuid import uuid4

import pytest
from django.db import OperationalError

from community.actions.deleting import delete_post, undelete_post
from community.actions.drafts import keep_draft
from community.actions.editing import edit_answer, edit_question, revert_post
from community.actions.proposals import decline_proposal, propose_edit, take_proposal
from community.models import Revision
from tests.factories import make_answer, make_question, make_user
from tests.faults.test_all_or_nothing import failing, more, rows, statements_of, undone

pytestmark = pytest.mark.django_db


def edit_a_question() -> Callable:
    question = make_question(tags=["led"])
    return lambda: edit_question(
        question=question,
        by=question.author,
        version=1,
        title="Box blinks red at night",
        body="Since this morning.",
        tags=["wifi"],
        reason="More exact",
    )


def edit_an_answer() -> Callable:
    given = make_answer()
    propose_edit(post=given, by=make_user(), version=1, body="Hold it longer.")
    return lambda: edit_answer(answer=given, by=given.author, version=1, body="Hold the button.")


def undo() -> Callable:
    given = make_answer()
    edit_answer(answer=given, by=given.author, version=1, body="Throw it away.")
    first = Revision.objects.of(given).get(number=1)
    return lambda: revert_post(post=given, revision=first, by=given.author, version=2)


def propose() -> Callable:
    given, by, key = make_answer(), make_user(), uuid4()
    propose_edit(post=given, by=by, version=1, body="Hold it.")
    return lambda: propose_edit(
        post=given, by=by, version=1, body="Hold it longer.", submission=key
    )


def take() -> Callable:
    given = make_answer()
    proposal = propose_edit(post=given, by=make_user(), version=1, body="Hold it longer.")
    return lambda: take_proposal(proposal=proposal, by=given.author)


def decline() -> Callable:
    given = make_answer()
    proposal = propose_edit(post=given, by=make_user(), version=1, body="Hold it longer.")
    return lambda: decline_proposal(proposal=proposal, by=given.author)


def delete() -> Callable:
    given = make_answer()
    return lambda: delete_post(post=given, by=given.author)


def undelete() -> Callable:
    given = make_answer()
    delete_post(post=given, by=given.author)
    return lambda: undelete_post(post=given, by=given.author)


def draft() -> Callable:
    person = make_user()
    return lambda: keep_draft(person=person, place="ask", fields={"body": "It blinks"})


USE_CASES = [
    *(edit_a_question, edit_an_answer, undo, propose, take, decline, delete, undelete, draft)
]


@pytest.mark.parametrize("use_case", USE_CASES, ids=lambda use_case: use_case.__name__)
def test_text_changes_as_a_whole_or_not_at_all(use_case):
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
