"""What somebody wants to hear of a question."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from community.models import Following, Question


@transaction.atomic
def follow_question(*, question: Question, by: User) -> None:
    """Hear when it moves, also if it was muted before."""
    Following.objects.update_or_create(person=by, question=question, defaults={"muted_at": None})


@transaction.atomic
def mute_question(*, question: Question, by: User, now: datetime | None = None) -> None:
    """Hear nothing of it any more, whether it is followed or one takes part otherwise."""
    Following.objects.update_or_create(
        person=by, question=question, defaults={"muted_at": now or timezone.now()}
    )


@transaction.atomic
def unfollow_question(*, question: Question, by: User) -> None:
    """Neither follow nor mute it: as if one had never come by."""
    Following.objects.of(by).filter(question=question).delete()
