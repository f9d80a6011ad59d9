"""Asking the asker for what is missing, until he has given it."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from community.actions.deciding import (
    Act,
    CannotDecide,
    locked_question,
    refuse_unless,
    write_decision,
)
from community.events import QuestionChanged
from community.models import Question
from community.policies import closing as policies
from config.events.bus import record


class CannotAskForDetails(CannotDecide):
    pass


@transaction.atomic
def ask_for_details(
    *, question: Question, by: User, explanation: str, now: datetime | None = None
) -> Question:
    """Say what is missing; asking again says it anew. The asker is told.

    Raises CannotAskForDetails for a closed or locked question, where he could not answer.
    """
    question = locked_question(question.pk)
    refuse_unless(policies.can_ask_for_details(by, question))
    if not policies.is_writable(question):
        raise CannotAskForDetails(_("Nobody can add anything here now. Reopen the question first."))
    question.needs_details_at = now or timezone.now()
    question.save(update_fields=["needs_details_at"])
    write_decision(
        question=question,
        act=Act.ASK_DETAILS,
        by=by,
        explanation=explanation,
        at=question.needs_details_at,
    )
    record(QuestionChanged(question.pk), actor=by)
    return question


@transaction.atomic
def details_given(*, question: Question, by: User, now: datetime | None = None) -> Question:
    """Nothing is missing any more, by the word of who may ask, or of the asker."""
    question = locked_question(question.pk)
    refuse_unless(policies.can_end_asking(by, question))
    if question.needs_details_at:
        question.needs_details_at = None
        question.save(update_fields=["needs_details_at"])
        write_decision(question=question, act=Act.DETAILS_GIVEN, by=by, at=now)
        record(QuestionChanged(question.pk), actor=by)
    return question


def details_arrived(*, question: Question, by: User, now: datetime | None = None) -> None:
    """Call it where somebody has edited `question` or commented on it: the asker's word counts."""
    if question.needs_details_at and question.author_id == by.pk:
        details_given(question=question, by=by, now=now)
