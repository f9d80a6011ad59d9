"""Which days are to be counted again: noted where something changes, worked off by `jobs`."""

from collections.abc import Iterable
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import QuerySet
from django.db.models.functions import TruncDate
from django.utils import timezone

from community.models import Question
from knowledge.insights.clock import begins, day_of, month_after, month_of
from knowledge.insights.models import StaleDay

# Thirteen to compare, and three before them, which say what was usual in the first.
MONTHS_COUNTED = 16


def first_counted_day(today: date) -> date:
    """Before it the figures are closed: what changes there changes them no more."""
    return month_after(month_of(today), 1 - MONTHS_COUNTED)


def note_stale(*, days: Iterable[date], today: date | None = None) -> None:
    """These days are to be counted again; in the transaction of the caller, if it has one."""
    first = first_counted_day(today or day_of(timezone.now()))
    stale = [StaleDay(day=day) for day in sorted(set(days)) if day >= first]
    StaleDay.objects.bulk_create(stale, ignore_conflicts=True)


def note_stale_questions(*, questions: QuerySet[Question]) -> None:
    """The days on which these were asked, whoever may see them."""
    note_stale(days=map(day_of, questions.values_list("created_at", flat=True)))


def counted_days(today: date) -> list[date]:
    """Every day that is counted at all."""
    first = first_counted_day(today)
    return [first + timedelta(days=each) for each in range((today - first).days + 1)]


def note_all_stale(*, today: date) -> None:
    """Every day that is counted and on which anything was asked."""
    note_stale(days=asked_days(today), today=today)


def asked_days(today: date) -> Iterable[date]:
    """Those that are counted and on which anything was asked, whoever may see it."""
    asked = Question.objects.filter(created_at__gte=begins(first_counted_day(today)))
    on = TruncDate("created_at", tzinfo=ZoneInfo(settings.TIME_ZONE))
    return asked.order_by().annotate(on=on).values_list("on", flat=True).distinct()
