"""Medians and ninetieths of a month against a computation of its own, minute by minute."""

from datetime import UTC, datetime, timedelta
from math import ceil
from random import Random
from zoneinfo import ZoneInfo

import pytest

from community.models import Answer, Question
from knowledge.insights.actions.community_counting import count_stale_days
from knowledge.insights.durations import rounded
from knowledge.insights.models import MonthFigure
from tests.factories import make_answer, make_employee, make_question, make_user

BERLIN = ZoneInfo("Europe/Berlin")
MINUTE = timedelta(minutes=1)
# Each has a change of the clock, and weekends.
SUMMER_TIME, WINTER_TIME = datetime(2026, 3, 1, tzinfo=BERLIN), datetime(2026, 10, 1, tzinfo=BERLIN)


@pytest.fixture(autouse=True)
def _open_from_eight_to_six(settings):
    settings.TIME_ZONE = "Europe/Berlin"
    settings.BUSINESS_HOURS = (8, 18)
    settings.BUSINESS_DAYS = frozenset(range(5))


def is_open(moment: datetime) -> bool:
    here = moment.astimezone(BERLIN)
    return here.weekday() < 5 and 8 <= here.hour < 18


def minutes_open(start: datetime, end: datetime) -> int:
    """Counted one by one: no formula."""
    moment, found = start.astimezone(UTC), 0
    while moment < end:
        found += is_open(moment)
        moment += MINUTE
    return found


def nth(waits: list[float], share: float) -> float:
    return sorted(waits)[ceil(share * len(waits)) - 1]


def threads_of(month: datetime, chance: Random) -> list[tuple[Question, str, timedelta | None]]:
    """Questions of the whole month, at any hour, with who answered first and after how long."""
    employees, customers = [make_employee() for _ in range(5)], [make_user() for _ in range(3)]
    found = []
    for number in range(40):
        asked_at = month.astimezone(UTC) + timedelta(minutes=chance.randrange(27 * 24 * 60))
        side = ("customers", "employees", "nobody")[number % 3 if number % 4 else 0]
        wait = timedelta(minutes=chance.randrange(1, 4 * 24 * 60)) if side != "nobody" else None
        question = make_question()
        Question.objects.filter(pk=question.pk).update(created_at=asked_at)
        question.created_at = asked_at
        people = employees if side == "employees" else customers
        if wait:
            answer(question, people[number % len(people)], asked_at + wait)
        found.append((question, side, wait))
    return found


def answer(question: Question, author, at: datetime) -> None:
    made = make_answer(question=question, author=author)
    Answer.objects.filter(pk=made.pk).update(created_at=at)


@pytest.mark.parametrize("month", [SUMMER_TIME, WINTER_TIME], ids=["summer-time", "winter-time"])
def test_month_says_what_counting_minute_by_minute_says(db, month):
    threads = threads_of(month, Random(month.month))  # noqa: S311
    while count_stale_days(now=month + timedelta(days=60)):
        pass

    never = float("inf")
    for side in ("", "customers", "employees"):
        chosen = [each for each in threads if side in ("", each[1])]
        total = [wait / MINUTE if wait else never for _question, _side, wait in chosen]
        business = [
            minutes_open(question.created_at, question.created_at + wait) if wait else never
            for question, _side, wait in chosen
        ]
        for measure, waits in (("first-answer", total), ("first-answer-business", business)):
            for suffix, share in (("", 0.5), ("-90th", 0.9)):
                true = nth(waits, share)
                stored = MonthFigure.objects.get(
                    month=month.date(), measure=measure + suffix, dimension=side
                )
                assert stored.cases == len(chosen)
                assert stored.value == (None if true == never else rounded(int(true)))
