"""The questions behind the figures of the community: posts and sides, never people."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet

from community.models import Question
from config.paging import Page, loaded_page, rows_of_page
from config.prepared_rows import PreparedRows, numbered
from knowledge.insights.clock import begins, business_minutes, minutes_between, month_after
from knowledge.insights.community_days import (
    FirstAnswer,
    answers_in_order,
    asked_within,
    first_answers,
    was_solved_in_a_week,
)
from knowledge.insights.community_measures import COMPLAINTS
from knowledge.insights.measure import Measure

_SHOWN = ("title", "slug", "kind", "language", "created_at", "solved_at")
_PLACE = ("created_at", "id")


@dataclass(frozen=True)
class Row:
    """`total` and `business` are the minutes until the first answer, None while it waits."""

    question: Question
    side: str
    total: int | None
    business: int | None
    is_solved: bool


def page_of_rows(measure: Measure, month: date, query) -> tuple[Page, list[Row]]:
    """What was asked in `month`, the newest first, a page at a time: everybody may read it."""
    is_complaint = measure == COMPLAINTS
    kind = Question.Kind.COMPLAINT if is_complaint else Question.Kind.QUESTION
    first, end = begins(month), begins(month_after(month))

    def load(newer: bool, **place: Any) -> list[Question]:
        return _asked(str(kind), newer, first=first, end=end, **place)

    page = loaded_page(load, Question, query)
    return page, rows_of(page.items)


def rows_of(questions: Collection[Question]) -> list[Row]:
    ids = numbered(question.pk for question in questions)
    answers = first_answers(_answers(**ids)) if ids else {}
    return [_row(question, answers.get(question.pk)) for question in questions]


@PreparedRows
def _asked(kind: str, newer: bool, *, first: datetime, end: datetime, **place: Any) -> QuerySet:
    asked = asked_within(first, end).filter(kind=kind).only(*_SHOWN)
    return rows_of_page(asked, newer, columns=_PLACE, **place)


@PreparedRows
def _answers(**ids: int) -> QuerySet:
    return answers_in_order(Question.objects.filter(pk__in=ids.values()))


def _row(question: Question, answer: FirstAnswer | None) -> Row:
    facts = {"created_at": question.created_at, "solved_at": question.solved_at}
    is_solved = was_solved_in_a_week(facts)
    if answer is None:
        return Row(question, "", None, None, is_solved)
    asked_at, at = question.created_at, answer.created_at
    total, business = minutes_between(asked_at, at), business_minutes(asked_at, at)
    return Row(question, answer.side, total, business, is_solved)
