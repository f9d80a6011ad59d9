"""Plays the month, and compares what the ledger says with the truth and with itself anew."""

from collections import Counter
from dataclasses import dataclass

from django.conf import settings

from benchmarks.month_house import add_articles, furnish, sign_in
from benchmarks.month_passing import THREADS, live
from benchmarks.month_people import Person, crowd
from benchmarks.month_truth import Truth, broken, truth_of
from knowledge.insights.actions.ledger import settle_ledger
from knowledge.insights.intervals import wilson
from knowledge.insights.models import Case, DayFigure, LedgerMark
from knowledge.insights.recounts import Cases, Figures

DAYS = 27
ARTICLES = 40


@dataclass(frozen=True)
class Outcome:
    people: list[Person]
    truth: Truth
    figures: Counter[str]
    problems: list[str]


def play(
    address: str, *, visitors: int, seed: int, days: int = DAYS, threads: int = THREADS
) -> Outcome:
    """What became of it; without `problems` the ledger says what is true, or keeps its bound."""
    house = furnish(address)
    articles = add_articles(min(ARTICLES, max(visitors // 20, 3)))
    people = crowd(visitors, articles=articles, every=settings.SURVEY_EVERY, days=days, seed=seed)
    sign_in(people)
    until = live(people, house, threads=threads)
    truth, figures = truth_of(people), _figures()
    called = wilson(figures["survey-called"], figures["survey-solved"])
    problems = broken(truth, figures, low=called.low, high=called.high)
    problems += [str(each) for part in (Cases(), Figures()) for each in part.differences()]
    kept = _rows()
    _forget()
    settle_ledger(now=until)
    if _rows() != kept:
        problems.append("Counted from the beginning, the ledger says something else.")
    return Outcome(people, truth, figures, problems)


def _figures() -> Counter[str]:
    figures: Counter[str] = Counter()
    for row in DayFigure.objects.filter(dimension=""):
        figures[row.measure] += row.value
    for row in DayFigure.objects.filter(measure="survey-solved", dimension="instead:called"):
        figures["survey-called"] += row.value
    return figures


def _rows() -> tuple[list, list]:
    cases = Case.objects.order_by("key")
    figures = DayFigure.objects.order_by("measure", "dimension", "day")
    return (
        list(cases.values_list("key", "level", "state", "day", "document", "language", "channel")),
        list(figures.values_list("measure", "dimension", "day", "value")),
    )


def _forget() -> None:
    for model in (Case, DayFigure, LedgerMark):
        model.objects.all().delete()
