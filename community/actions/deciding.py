"""What every decision about a question has in common: its row, locked, and its record."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from community.actions.announcing import announce_decision
from community.models import Decision, Question
from community.policies.closing import role_of

Act = Decision.Act


class CannotDecide(Exception):
    """The message is meant for the member who tried."""


class _LeadsThereMeanwhile(Exception):
    """A question was closed as a duplicate, or merged, while a lock was waited for."""


def locked_question(question_id: int) -> Question:
    """The question for a change; raises CannotDecide for one that is hidden or was merged."""
    question = Question.objects.select_for_update(no_key=True).get(pk=question_id)
    refuse_hidden(question)
    return question


def locked_questions(ids: set[int]) -> dict[int, Question]:
    """Several questions, locked in the order of their ids so that nobody waits in a circle."""
    rows = Question.objects.filter(pk__in=ids).order_by("pk").select_for_update(no_key=True)
    return rows.in_bulk()


def locked_to_move(question_id: int, target_id: int) -> dict[int, Question]:
    """Two questions, locked with all that lead to the first one, in the order of their ids.

    Whoever finds that another one leads there meanwhile lets go of what he holds: a savepoint
    that is rolled back frees its locks.
    """
    while True:
        try:
            with transaction.atomic():
                return _locked_with_leading(question_id, target_id)
        except _LeadsThereMeanwhile:
            continue


def _locked_with_leading(question_id: int, target_id: int) -> dict[int, Question]:
    ids = {question_id, target_id, *_leading_to(question_id)}
    rows = locked_questions(ids)
    if not ids.issuperset(_leading_to(question_id)):
        raise _LeadsThereMeanwhile
    return rows


def _leading_to(question_id: int) -> set[int]:
    leading = Q(duplicate_of=question_id) | Q(merged_into=question_id)
    return set(Question.objects.filter(leading).values_list("pk", flat=True))


def refuse_hidden(question: Question) -> None:
    if question.merged_into_id:
        raise CannotDecide(_("This question was merged with another one meanwhile."))
    if question.hidden_at:
        raise CannotDecide(_("This question is hidden. It has to be shown again first."))


def refuse_unless(allowed: bool) -> None:
    """A right may have been lost since the page was loaded."""
    if not allowed:
        raise CannotDecide(_("You can't decide this."))


def write_decision(
    *,
    question: Question,
    act: Decision.Act,
    by: User,
    reason: str = "",
    explanation: str = "",
    at: datetime | None = None,
) -> Decision:
    """Write down who decided what in which role, and have the author told."""
    decision = Decision.objects.create(
        question=question,
        act=act,
        reason=reason,
        explanation=explanation,
        by=by,
        role=role_of(by, question),
        at=at or timezone.now(),
    )
    announce_decision(decision)
    return decision
