"""Closing a question with a reason, and opening it again."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from community.actions.deciding import (
    Act,
    CannotDecide,
    locked_question,
    locked_to_move,
    refuse_hidden,
    refuse_unless,
    write_decision,
)
from community.events import QuestionChanged
from community.models import Decision, DuplicateProposal, Question
from community.policies import closing as policies
from config.events.bus import record

Proposed = DuplicateProposal.State
# The reason of a reopening by the asker himself.
CASE_DIFFERS = "case-differs"


class CannotClose(CannotDecide):
    pass


class CannotReopen(CannotDecide):
    pass


@transaction.atomic
def close_question(
    *,
    question: Question,
    by: User,
    reason: str,
    explanation: str = "",
    original: Question | None = None,
    now: datetime | None = None,
) -> Question:
    """Take no more answers, comments or edits, for one of the reasons of `Question.Closed`.

    A duplicate needs its `original`; where that is a duplicate itself, the question leads to what
    it leads to. Raises CannotClose for a closed question, for a reason that `by` may not use (a
    complaint is never off topic), and for an original that not everybody can read.
    """
    at = now or timezone.now()
    if reason == Question.Closed.DUPLICATE:
        question, target = lock_with_original(question, original)
        return close_as_duplicate(
            question=question, target=target, by=by, explanation=explanation, at=at
        )
    question = locked_question(question.pk)
    return _close(question, by, reason, explanation, at)


def close_as_duplicate(
    *, question: Question, target: Question, by: User, explanation: str = "", at: datetime
) -> Question:
    """Let `question` and all that lead to it lead to `target`; call it in the transaction that
    has locked them by `lock_with_original`."""
    question = _close(question, by, Question.Closed.DUPLICATE, explanation, at, target)
    Question.objects.filter(duplicate_of=question).update(duplicate_of=target)
    _settle_proposals(question, target, by, at)
    return question


@transaction.atomic
def reopen_question(
    *, question: Question, by: User, explanation: str = "", now: datetime | None = None
) -> Question:
    """Take answers again. Whoever may close for the reason may take it back; CannotReopen if it
    is open."""
    question = locked_question(question.pk)
    if not question.closed_at:
        raise CannotReopen(_("This question is open already."))
    refuse_unless(policies.can_reopen(by, question))
    return _reopen(question, by, "", explanation, now)


@transaction.atomic
def say_my_case_differs(
    *, question: Question, by: User, explanation: str, now: datetime | None = None
) -> Question:
    """The asker opens his question again, once, and says why it is another one.

    Raises CannotReopen for others, for the second time, and where it was closed for personal data.
    """
    question = locked_question(question.pk)
    if not question.closed_at:
        raise CannotReopen(_("This question is open already."))
    if not policies.can_say_case_differs(by, question):
        raise CannotReopen(_("You can't reopen this question yourself. Please ask a moderator."))
    if has_said_so(question):
        raise CannotReopen(_("You have reopened this question once. Please ask a moderator now."))
    return _reopen(question, by, CASE_DIFFERS, explanation, now)


def has_said_so(question: Question) -> bool:
    """Has its asker reopened it once?"""
    said = Decision.objects.filter(question=question, act=Act.REOPEN, reason=CASE_DIFFERS)
    return said.exists()


def lock_with_original(question: Question, original: Question | None) -> tuple[Question, Question]:
    """Both locked; the original is the one at the end, where it is a duplicate itself."""
    if original is None:
        raise CannotClose(_("Please say which question was asked before."))
    end = Question.objects.values_list("duplicate_of", "merged_into").get(pk=original.pk)
    target_id = next((step for step in end if step), original.pk)
    if target_id == question.pk:
        raise CannotClose(_("That question leads to this one. Reopen it first."))
    rows = locked_to_move(question.pk, target_id)
    question, target = rows[question.pk], rows[target_id]
    refuse_hidden(question)
    if target.duplicate_of_id or target.merged_into_id:  # meanwhile, while its lock was waited for
        raise CannotClose(_("That question was closed meanwhile. Please look at it again."))
    if target.hidden_at:
        raise CannotClose(_("Not everybody can read that question. Please choose another one."))
    return question, target


def _close(
    question: Question,
    by: User,
    reason: str,
    explanation: str,
    at: datetime,
    target: Question | None = None,
) -> Question:
    refuse_unless(policies.can_close(by, question, reason))
    if question.closed_at:
        raise CannotClose(_("This question is closed already."))
    question.closed_at, question.closed_as, question.duplicate_of = at, reason, target
    question.save(update_fields=["closed_at", "closed_as", "duplicate_of"])
    write_decision(
        question=question, act=Act.CLOSE, by=by, reason=reason, explanation=explanation, at=at
    )
    record(QuestionChanged(question.pk), actor=by)
    return question


def _settle_proposals(question: Question, target: Question, by: User, at: datetime) -> None:
    """It is known now what was asked before: nobody has to say so any more."""
    waiting = DuplicateProposal.objects.filter(question=question, state=Proposed.OPEN)
    waiting.filter(original=target).update(state=Proposed.TAKEN, decided_by=by, decided_at=at)
    waiting.update(state=Proposed.DECLINED, decided_by=by, decided_at=at)


def _reopen(
    question: Question, by: User, reason: str, explanation: str, now: datetime | None
) -> Question:
    original_id = question.duplicate_of_id
    question.closed_at, question.closed_as, question.duplicate_of = None, "", None
    question.save(update_fields=["closed_at", "closed_as", "duplicate_of"])
    write_decision(
        question=question, act=Act.REOPEN, by=by, reason=reason, explanation=explanation, at=now
    )
    if original_id:
        record(QuestionChanged(original_id), actor=by)
    record(QuestionChanged(question.pk), actor=by)
    return question
