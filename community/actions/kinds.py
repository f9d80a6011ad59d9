"""What a question is: a question, a complaint, an idea, praise."""

from datetime import datetime

from django.db import transaction
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


class CannotChangeKind(CannotDecide):
    pass


@transaction.atomic
def change_kind(
    *, question: Question, by: User, kind: str, explanation: str = "", now: datetime | None = None
) -> Question:
    """Say what it really is. That a complaint is none only its asker can say.

    Raises CannotChangeKind for a question closed as off topic that is to become a complaint.
    """
    question = locked_question(question.pk)
    refuse_unless(policies.can_change_kind(by, question))
    if question.kind == kind:
        return question
    if kind == Question.Kind.COMPLAINT and question.closed_as == Question.Closed.OFF_TOPIC:
        raise CannotChangeKind(_("A complaint is never off topic. Reopen the question first."))
    question.kind = kind
    question.save(update_fields=["kind"])
    write_decision(
        question=question, act=Act.KIND, by=by, reason=kind, explanation=explanation, at=now
    )
    record(QuestionChanged(question.pk), actor=by)
    return question
