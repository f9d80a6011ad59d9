"""What somebody wants to hear of a question."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from community.models import Following, Question


@transaction.atomic
def follow_question(*, question: Question, by: User) -> None:
    """Hear when it moves, also if it was muted before."""
    where = _where_it_is(question)
    Following.objects.update_or_create(person=by, question_id=where, defaults={"muted_at": None})


@transaction.atomic
def mute_question(*, question: Question, by: User, now: datetime | None = None) -> None:
    """Hear nothing of it any more, whether it is followed or one takes part otherwise."""
    Following.objects.update_or_create(
        person=by,
        question_id=_where_it_is(question),
        defaults={"muted_at": now or timezone.now()},
    )


@transaction.atomic
def unfollow_question(*, question: Question, by: User) -> None:
    """Neither follow nor mute it: as if one had never come by."""
    Following.objects.of(by).filter(question=question).delete()


def _where_it_is(question: Question) -> int:
    """Locked, so that a merge takes everybody along; after one, where the question went."""
    locked = Question.objects.select_for_update(no_key=True).get(pk=question.pk)
    return locked.merged_into_id or locked.pk
