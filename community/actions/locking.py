"""Locking a question: it stays readable and nobody but moderators adds anything."""

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
from community.models import Question
from community.policies import closing as policies


class CannotLock(CannotDecide):
    pass


@transaction.atomic
def lock_question(
    *, question: Question, by: User, explanation: str, now: datetime | None = None
) -> Question:
    """Let nobody but moderators write here for a while. Votes, “I have this too” and the asker's
    word on what solved it go on. Raises CannotLock if it is locked, CannotDecide for others."""
    question = locked_question(question.pk)
    refuse_unless(policies.can_lock(by))
    if question.locked_at:
        raise CannotLock(_("This question is locked already."))
    question.locked_at = now or timezone.now()
    question.save(update_fields=["locked_at"])
    write_decision(
        question=question, act=Act.LOCK, by=by, explanation=explanation, at=question.locked_at
    )
    return question


@transaction.atomic
def unlock_question(
    *, question: Question, by: User, explanation: str = "", now: datetime | None = None
) -> Question:
    """Let everybody write again. Raises CannotLock if it is not locked."""
    question = locked_question(question.pk)
    refuse_unless(policies.can_lock(by))
    if not question.locked_at:
        raise CannotLock(_("This question is not locked."))
    question.locked_at = None
    question.save(update_fields=["locked_at"])
    write_decision(question=question, act=Act.UNLOCK, by=by, explanation=explanation, at=now)
    return question
