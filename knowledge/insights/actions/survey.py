"""What readers say whose view was drawn: n-th views, asked of nobody in particular (ADR 35)."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from knowledge.insights.clock import day_of
from knowledge.insights.models import SurveyAnswer


@transaction.atomic
def answer_survey(
    *, document: str, language: str, helped: bool, instead: str, now: datetime | None = None
) -> SurveyAnswer:
    """Keep one answer. That its reader answers once is for the caller to see to."""
    return SurveyAnswer.objects.create(
        document=document,
        language=language,
        day=day_of(now or timezone.now()),
        helped=helped,
        instead=instead,
    )
