"""Whether a solution worked for others, said by readers who need no account."""

from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from community.events import FeedbackGiven
from community.models import Answer, AnswerFeedback, OfficialMark
from config.events.bus import record

Kind = AnswerFeedback.Kind
_COUNTED_AS = {Kind.SOLVED_TOO: "solved_too_count", Kind.DID_NOT_HELP: "did_not_help_count"}


class CannotGiveFeedback(Exception):
    """The message is meant for the reader who tried."""


@transaction.atomic
def say_solved_too(*, answer: Answer, now: datetime | None = None) -> Answer:
    """A reader says that the solution worked for him too; nothing about him is kept.

    That he says it once is for the caller to see to. Raises CannotGiveFeedback where the post is
    hidden, and where it is neither a solution nor official.
    """
    return _say(answer, Kind.SOLVED_TOO, now)


@transaction.atomic
def say_did_not_help(*, answer: Answer, now: datetime | None = None) -> Answer:
    """A reader tried it in vain; as `say_solved_too`."""
    return _say(answer, Kind.DID_NOT_HELP, now)


def _say(answer: Answer, kind: AnswerFeedback.Kind, now: datetime | None) -> Answer:
    answer = Answer.objects.select_for_update(no_key=True).get(pk=answer.pk)
    _check(answer)
    AnswerFeedback.objects.create(answer=answer, kind=kind, created_at=now or timezone.now())
    column = _COUNTED_AS[kind]
    Answer.objects.filter(pk=answer.pk).update(**{column: F(column) + 1})
    setattr(answer, column, getattr(answer, column) + 1)
    record(FeedbackGiven(answer.question_id, answer.pk))
    return answer


def _check(answer: Answer) -> None:
    """Asked with the answer locked: hiding it, or its question, locks it too."""
    question = answer.question
    if answer.hidden_at or question.hidden_at:
        raise CannotGiveFeedback(_("This post is no longer shown."))
    if answer.pk in {question.accepted_answer_id, question.confirmed_answer_id}:
        return
    if not OfficialMark.objects.in_force().filter(answer=answer).exists():
        raise CannotGiveFeedback(_("Nobody calls this answer a solution any more."))
