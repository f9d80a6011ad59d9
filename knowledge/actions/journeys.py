from uuid import UUID

from django.db import transaction

from community.models import Question
from knowledge.models import JourneyEvent


@transaction.atomic
def end_journey(*, form: UUID, document: str, language: str) -> JourneyEvent:
    """Keep that a suggestion solved it and nothing was sent; a form says so once."""
    event, _is_new = JourneyEvent.objects.get_or_create(
        form=form,
        step=JourneyEvent.Step.SUGGESTION_SOLVED,
        defaults={"document": document, "language": language},
    )
    return event


@transaction.atomic
def take_journey_back(*, question_id: int) -> None:
    """The form was sent after all: nothing was enough, and no step may lead to who sent it."""
    sent = Question.objects.filter(pk=question_id, submission__isnull=False)
    JourneyEvent.objects.filter(form__in=sent.values("submission")).delete()
