"""What the survey says of all readers: shares with their n and their interval, from a hundred
answers on (docs/adr/0035)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Sum
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from knowledge.insights.intervals import Interval, wilson
from knowledge.insights.ledger_measures import SURVEY_ANSWERS, SURVEY_SOLVED
from knowledge.insights.measure import Measure
from knowledge.insights.models import DayFigure, SurveyAnswer
from knowledge.insights.money import FEWEST_ANSWERS


@dataclass(frozen=True, slots=True)
class Share:
    name: str | Promise
    count: int
    interval: Interval


@dataclass(frozen=True, slots=True)
class Shares:
    """Of `n` answers; none below FEWEST_ANSWERS, where an interval would say nothing."""

    n: int
    rows: tuple[Share, ...]


def survey_shares(measure: Measure, first: date, last: date) -> Shares:
    """Of all who answered, or of those whom it helped: who was helped, and what they would have
    done without the page."""
    figures = DayFigure.objects.between(first, last).filter(measure=measure.slug)
    sums = dict(figures.values_list("dimension").annotate(Sum("value")))
    n = sums.get("", 0)
    if n < FEWEST_ANSWERS:
        return Shares(n, ())
    counts: Mapping[str | Promise, int] = {
        choice.label: sums.get(f"instead:{choice}", 0) for choice in SurveyAnswer.Instead
    }
    if measure == SURVEY_ANSWERS:
        counts = {_("It solved it"): _solved(first, last), **counts}
    return Shares(n, tuple(Share(name, count, wilson(count, n)) for name, count in counts.items()))


def _solved(first: date, last: date) -> int:
    figures = DayFigure.objects.between(first, last).of(SURVEY_SOLVED.slug)
    return figures.aggregate(total=Sum("value"))["total"] or 0
