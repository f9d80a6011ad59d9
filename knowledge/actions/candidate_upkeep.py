"""Keeps the queue of candidates in the order of what is known now."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from community.models import Question
from config.personal_data import in_batches
from knowledge.actions.candidates import has_grown, put_back
from knowledge.actions.valuing import value_candidates
from knowledge.models import Candidate

# Votes, views and searches announce nothing; the worker looks so often.
VALUED_FOR = timedelta(hours=1)
AT_ONCE = 500


def look_after_candidates(*, now: datetime | None = None) -> int:
    """Value those that were not valued for an hour, and bring back what was dismissed and has
    grown since; return how many were looked at."""
    at = now or timezone.now()
    is_due = Q(valued_at=None) | Q(valued_at__lte=at - VALUED_FOR)
    due = Candidate.objects.undecided().filter(is_due)
    return in_batches(due, lambda batch: _look_after(batch, at), at_once=AT_ONCE)


@transaction.atomic
def value_thread(*, question_id: int) -> None:
    """Value the answers of a thread, and those of the one it leads to as its duplicate."""
    leads_to = Question.objects.filter(pk=question_id).values("duplicate_of")
    rows = Candidate.objects.undecided()
    _look_after(rows.filter(Q(question=question_id) | Q(question__in=leads_to)), timezone.now())


def _look_after(candidates: QuerySet[Candidate], at: datetime) -> None:
    value_candidates(candidates=candidates, now=at)
    dismissed = candidates.filter(state=Candidate.State.DISMISSED)
    for candidate in filter(has_grown, dismissed.order_by("pk")):
        put_back(candidate)
