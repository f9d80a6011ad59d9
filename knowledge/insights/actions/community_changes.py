"""Which days what happens in the community corrects."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import QuerySet

from community.models import Question
from config.events.models import MAX_ATTEMPTS, Delivery
from knowledge.insights.actions.stale import note_stale_questions
from knowledge.insights.clock import day_of
from knowledge.insights.models import StaleDay

_HANDLERS = "knowledge.insights.handlers."
_NAMES = ("question_id", "merged_id", "into_id")


def note_change(*, payload: Mapping[str, Any]) -> None:
    """What an event says has happened: its days are to be counted again."""
    note_stale_questions(questions=_questions_of(payload))


def waiting_days() -> set[date]:
    """Days of which something has changed that is not counted yet: they are noted, or the event
    that notes them is on its way. What was given up after all attempts is no excuse."""
    owed = Delivery.objects.open().filter(handler__startswith=_HANDLERS, attempts__lt=MAX_ATTEMPTS)
    days = set(StaleDay.objects.values_list("day", flat=True))
    for payload in owed.values_list("event__payload", flat=True):
        days.update(map(day_of, _questions_of(payload).values_list("created_at", flat=True)))
    return days


def _questions_of(payload: Mapping[str, Any]) -> QuerySet[Question]:
    """Those an event is about: whose posts say now for whom their author spoke, or the named."""
    if "affiliation_id" in payload:
        return Question.objects.marked_for(payload["affiliation_id"])
    named = [payload[name] for name in _NAMES if name in payload]
    return Question.objects.filter(pk__in=[*named, *payload.get("question_ids", [])])
