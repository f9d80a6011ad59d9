from uuid import UUID

from django.db import transaction

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
