"""Keeps the ledger's figures of days equal to their rows."""

from collections.abc import Collection, Iterator
from datetime import date, datetime, timedelta

from django.db import transaction

from knowledge.actions import page_views
from knowledge.insights.actions.settling import lock_ledger
from knowledge.insights.actions.stale import note_stale
from knowledge.insights.clock import day_of
from knowledge.insights.day_figures import Place, figures_of
from knowledge.insights.ledger_measures import LEDGER, VIEWS
from knowledge.insights.models import DayFigure

DAYS_AT_ONCE = 60
SLUGS = [measure.slug for measure in LEDGER]


def count_days(days: Collection[date], *, now: datetime) -> int:
    """Count these days again; return how many figures have changed."""
    wanted = sorted(days)
    starts = range(0, len(wanted), DAYS_AT_ONCE)
    return sum(_count(wanted[start : start + DAYS_AT_ONCE], now) for start in starts)


@transaction.atomic
def _count(days: Collection[date], now: datetime) -> int:
    lock_ledger()
    wrong = dict(wrong_figures(days, now=now))
    stored = {
        (row.day, row.measure, row.dimension): row
        for row in DayFigure.objects.filter(day__in=days, measure__in=SLUGS)
    }
    gone = [stored[place].pk for place, value in wrong.items() if not value]
    changed = [place for place, value in wrong.items() if value and place in stored]
    for place in changed:
        stored[place].value = wrong[place]
    DayFigure.objects.filter(pk__in=gone).delete()
    DayFigure.objects.bulk_update([stored[place] for place in changed], ["value"])
    DayFigure.objects.bulk_create(
        DayFigure(day=place[0], measure=place[1], dimension=place[2], value=value)
        for place, value in wrong.items()
        if value and place not in stored
    )
    note_stale(days={day for day, _measure, _dimension in wrong}, today=day_of(now))
    return len(wrong)


def wrong_figures(days: Collection[date], *, now: datetime) -> Iterator[tuple[Place, int]]:
    """Which figures of these days differ from their rows, and what they should be.

    Views are kept for some time only: the figures of older days stay as they are.
    """
    if not days:
        return
    views_from = day_of(now) - page_views.KEPT + timedelta(days=2)
    rows = DayFigure.objects.filter(day__in=days, measure__in=SLUGS)
    stored = {(row.day, row.measure, row.dimension): row.value for row in rows}
    right = figures_of(days)
    for place in sorted({*stored, *right}):
        is_gone = place[1] == VIEWS.slug and place[0] < views_from
        if not is_gone and stored.get(place, 0) != right[place]:
            yield place, right[place]
