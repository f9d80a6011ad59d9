"""The figures of thirteen months, as pages read them: one query for all of them."""

from collections.abc import Collection, Mapping
from datetime import date
from functools import cached_property

from django.db.models import Q, QuerySet

from config.prepared_rows import PreparedRows
from knowledge.insights.clock import month_after, months_until
from knowledge.insights.community_measures import QUESTIONS_ASKED
from knowledge.insights.measure import Measure, Unit
from knowledge.insights.models import MonthFigure

MONTHS_SHOWN, COMPARED_MONTHS = 13, 2
Stored = tuple[int | None, int]
_NO_COUNTS = {Unit.MINUTES, Unit.SHARE}


class Months:
    """Thirteen of them, of which `month` is the last; `running` is the one not yet over.

    `charted` are the measures that are known in all of them; those in `compared` in `month` and
    the one before it.
    """

    def __init__(
        self,
        month: date,
        *,
        running: date,
        charted: Collection[Measure] = (),
        compared: Collection[Measure] = (),
    ) -> None:
        self.month, self.running = month, running
        self.shown = months_until(month, MONTHS_SHOWN)
        self._slugs = tuple(tuple(each.slug for each in part) for part in (charted, compared))

    @property
    def is_running(self) -> bool:
        return self.month == self.running

    def known_of(self, measure: Measure) -> list[date]:
        charted, _compared = self._slugs
        return self.shown if measure.slug in charted else self.shown[-COMPARED_MONTHS:]

    def values_of(self, measure: Measure, month: date, dimension: str = "") -> Stored:
        """Value and cases as they are stored; a month without a figure of cases had none."""
        found = self._stored.get((month, measure.slug, dimension))
        if found is not None:
            return found
        return (0 if is_count(measure) and self._was_counted(month) else None), 0

    def number(self, measure: Measure, month: date, dimension: str = "") -> float | None:
        """In the measure's unit; None where nothing can be said."""
        value, cases = self.values_of(measure, month, dimension)
        if measure.unit != Unit.SHARE or value is None:
            return value
        return 100 * value / cases if cases else None

    def parts_of(self, measure: Measure) -> dict[str, Stored]:
        """What it divides into in the last month, by value, largest first."""
        found = {
            dimension: figures
            for (month, slug, dimension), figures in self._stored.items()
            if (month, slug) == (self.month, measure.slug) and dimension
        }
        return dict(sorted(found.items(), key=lambda each: (-(each[1][0] or 0), each[0])))

    @cached_property
    def _stored(self) -> Mapping[tuple[date, str, str], Stored]:
        charted, compared = self._slugs
        lately = {"before": month_after(self.month, -1)} if compared else {}
        always = (*charted, QUESTIONS_ASKED.slug)
        rows = _figures(always, compared, first=self.shown[0], last=self.month, **lately)
        return {
            (month, measure, dimension): (value, cases)
            for month, measure, dimension, value, cases in rows
        }

    def _was_counted(self, month: date) -> bool:
        return (month, QUESTIONS_ASKED.slug, "") in self._stored


def choices(running: date) -> list[date]:
    """The months that can be looked at, the newest first."""
    return months_until(running, MONTHS_SHOWN)[::-1]


def is_count(measure: Measure) -> bool:
    """Whether its figures are numbers of something, which add up."""
    return measure.unit not in _NO_COUNTS


@PreparedRows
def _figures(
    charted: tuple[str, ...], compared: tuple[str, ...], *, first: date, last: date, **lately: date
) -> QuerySet:
    wanted = Q(measure__in=charted)
    if compared:
        wanted |= Q(measure__in=compared, month__gte=lately["before"])
    columns = ("month", "measure", "dimension", "value", "cases")
    return MonthFigure.objects.of_months(first, last).filter(wanted).values_list(*columns)
