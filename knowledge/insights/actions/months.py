"""Months, derived from their days."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Count, Sum

from community.models import Answer
from knowledge.insights.clock import month_after
from knowledge.insights.community_days import (
    COUNTED_HERE,
    EMPLOYEES,
    READER,
    SOLVED_WITHIN,
    TAGGED,
    answers_in_order,
    asked_between,
    counted,
    first_answers,
)
from knowledge.insights.ledger_measures import LEDGER, SURVEY_SOLVED
from knowledge.insights.models import DayFigure, MonthFigure
from knowledge.insights.month_values import (
    USUAL_OF,
    Value,
    Values,
    rising_topics,
    shares,
    waiting_times,
)

ONE_DAY = timedelta(days=1)
_OF_LEDGER = [measure.slug for measure in LEDGER]


def settle_months(*, months: Iterable[date], today: date) -> int:
    """Bring these months up to date, and those after them that compare their topics with them;
    return how many rows were wrong."""
    touched = {month_after(month, each) for month in months for each in range(USUAL_OF + 1)}
    return sum(
        settle_month(month=month, today=today) for month in sorted(touched) if month <= today
    )


@transaction.atomic
def settle_month(*, month: date, today: date) -> int:
    """Keep what the days of `month` say, and nothing else; return how many rows were wrong."""
    list(MonthFigure.objects.filter(month=month).select_for_update().values_list("pk"))
    true, kept = true_values(month, today), kept_values(month)
    wrong = [pk for figure, pk in kept.items() if figure not in true]
    missing = sorted(true - kept.keys(), key=str)
    MonthFigure.objects.filter(pk__in=wrong).delete()
    MonthFigure.objects.bulk_create(
        MonthFigure(month=month, measure=measure, dimension=dimension, value=value, cases=cases)
        for measure, dimension, value, cases in missing
    )
    return len({*wrong, *missing})


Figure = tuple[str, str, int | None, int]


def true_values(month: date, today: date) -> set[Figure]:
    """Measure, dimension, value and cases of all that the days of `month` say."""
    return {(*key, value.number, value.cases) for key, value in values_of(month, today).items()}


def kept_values(month: date) -> dict[Figure, int]:
    """What is stored of them, with the ids of its rows."""
    rows = MonthFigure.objects.filter(month=month)
    return {(row.measure, row.dimension, row.value, row.cases): row.pk for row in rows}


def values_of(month: date, today: date) -> Values:
    """What the days of `month` say on `today`."""
    end = month_after(month)
    sums = _sums(month, end)
    old_enough = _sums(month, min(end, today - SOLVED_WITHIN))
    usual = _sums(month_after(month, -USUAL_OF), month, measures=[TAGGED])
    return {
        **shares(sums, old_enough),
        **waiting_times(sums, employees=_quickest_employees(month, end)),
        **rising_topics(sums, usual),
        **_ledger(month, end),
        ("contributors", ""): Value(_contributors(month, end)),
    }


def _sums(first: date, end: date, *, measures: Iterable[str] = COUNTED_HERE) -> dict:
    """Of the days from `first` until the one before `end`."""
    rows = DayFigure.objects.between(first, end - ONE_DAY).filter(measure__in=measures)
    totals = rows.values_list("measure", "dimension").annotate(total=Sum("value"))
    return {(measure, dimension): total for measure, dimension, total in totals.order_by()}


def _ledger(first: date, end: date) -> Values:
    """How many of each, and what readers would have done, by which they are priced; all other
    parts stand in the days alone."""
    sums = _sums(first, end, measures=_OF_LEDGER)
    return {key: Value(total) for key, total in sums.items() if not key[1] or _is_priced_by(*key)}


def _is_priced_by(measure: str, dimension: str) -> bool:
    return measure == SURVEY_SOLVED.slug and dimension.startswith("instead:")


def _contributors(first: date, end: date) -> int:
    """How many customers answered questions of these days."""
    answers = Answer.objects.visible_to(READER).filter(moved_from=None, affiliation=None)
    answers = answers.filter(question__in=counted(asked_between(first, end)))
    return answers.aggregate(people=Count("author", distinct=True))["people"]


def _quickest_employees(first: date, end: date) -> int:
    """How many employees were the first to answer a question of these days."""
    answers = first_answers(answers_in_order(counted(asked_between(first, end))))
    return len({answer.author_id for answer in answers.values() if answer.side == EMPLOYEES})
