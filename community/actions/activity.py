"""When somebody last wrote something in a thread that everybody can read."""

from datetime import datetime

from django.db.models import Max, Q, QuerySet

from community.models import Answer, Comment, Question


def settle_activity(question_id: int) -> None:
    """Set `active_at` anew: what was hidden moves its thread no longer (TRUST A-AZ-07).

    The question is locked already.
    """
    asked = Question.objects.filter(Q(pk=question_id) | Q(merged_into=question_id))
    answers = Answer.objects.filter(question=question_id, hidden_at=None)
    comments = Comment.objects.filter(question=question_id, hidden_at=None)
    shown = comments.filter(Q(answer=None) | Q(answer__hidden_at=None))
    newest = [_newest(rows) for rows in (asked, answers, shown)]
    active_at = max(at for at in newest if at is not None)
    Question.objects.filter(pk=question_id).update(active_at=active_at)


def _newest(rows: QuerySet) -> datetime | None:
    return rows.aggregate(newest=Max("created_at"))["newest"]
