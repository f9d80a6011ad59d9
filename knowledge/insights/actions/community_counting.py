"""Counts days of the community again where something has changed, and the months they are in."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from itertools import groupby

from django.db import transaction
from django.utils import timezone

from knowledge.insights.actions.months import settle_months
from knowledge.insights.actions.stale import counted_days, note_all_stale, note_stale
from knowledge.insights.clock import day_of, month_of
from knowledge.insights.community_days import COUNTED_HERE, SOLVED_WITHIN, figures_of
from knowledge.insights.models import DayFigure, LedgerMark, StaleDay

# What one run takes on; the next one comes within a minute.
AT_ONCE = 60
JOB = "community"


def count_stale_days(*, now: datetime | None = None) -> int:
    """Bring some days up to date, the newest first, and their months; return how many days."""
    at = now or timezone.now()
    today = day_of(at)
    _begin(at)
    waiting = StaleDay.objects.filter(day__lte=today).order_by("-day")
    days = list(waiting.values_list("day", flat=True)[:AT_ONCE])
    for month, of_month in groupby(days, key=month_of):
        _count_month(month, of_month, today)
    return len(days)


def counted_on() -> date | None:
    """The day on which days were counted last; None before the first time."""
    marks = LedgerMark.objects.filter(job=JOB)
    looked_at = marks.values_list("looked_at", flat=True).first()
    return day_of(looked_at) if looked_at else None


@transaction.atomic
def _count_month(month: date, days: Iterable[date], today: date) -> None:
    """Some days and their month at once: a day whose note is gone has reached its month."""
    for day in days:
        count_day(day=day)
    settle_months(months=[month], today=today)


@transaction.atomic
def _begin(at: datetime) -> None:
    """The first time, all there is has to be counted; afterwards days that a week has passed
    since: only now their months know what was solved within it."""
    today = day_of(at)
    mark, is_first = LedgerMark.objects.get_or_create(job=JOB, defaults={"looked_at": at})
    last_day = day_of(mark.looked_at or at)
    if is_first:
        note_all_stale(today=today)
        settle_months(months={month_of(day) for day in counted_days(today)}, today=today)
    elif last_day < today:
        passed = range((today - last_day).days)
        note_stale(days=[last_day - SOLVED_WITHIN + timedelta(days=each) for each in passed])
        mark.looked_at = at
        mark.save(update_fields=["looked_at"])


@transaction.atomic
def count_day(*, day: date) -> int:
    """Keep what `day` says now, and nothing else about it; return how many figures were wrong.

    The note is taken away first: who notes the day meanwhile waits, and it is counted once more.
    """
    StaleDay.objects.filter(day=day).delete()
    true, kept = true_figures(day), kept_figures(day)
    wrong = [pk for figure, pk in kept.items() if figure not in true]
    DayFigure.objects.filter(pk__in=wrong).delete()
    missing = sorted(true - kept.keys())
    DayFigure.objects.bulk_create(
        DayFigure(day=day, measure=measure, dimension=dimension, value=value)
        for measure, dimension, value in missing
    )
    return len({*wrong, *missing})


Figure = tuple[str, str, int]


def true_figures(day: date) -> set[Figure]:
    """Measure, dimension and value of all that the threads of `day` say."""
    return {(*key, value) for key, value in figures_of(day).items()}


def kept_figures(day: date) -> dict[Figure, int]:
    """What is stored of them, with the ids of its rows."""
    rows = DayFigure.objects.filter(day=day, measure__in=COUNTED_HERE)
    return {(row.measure, row.dimension, row.value): row.pk for row in rows}
