"""What a measure says about itself: nothing is counted that is not explained."""

from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise

Words = str | Promise


class Unit(StrEnum):
    """What a figure is a number of."""

    CASES = "cases"
    ANSWERS = "answers"
    FORMS = "forms"
    VIEWS = "views"
    REPORTS = "reports"
    QUESTIONS = "questions"
    MEMBERS = "members"
    MINUTES = "minutes"
    SHARE = "share"
    MONEY = "money"


class Rows(StrEnum):
    """Which rows stand behind a figure (`knowledge/insights/rows.py`)."""

    CASES = "cases"
    SURVEY = "survey"
    RETURNS = "returns"
    FORMS = "forms"
    VIEWS = "views"
    QUESTIONS = "questions"
    COSTS = "costs"


@dataclass(frozen=True, slots=True)
class Measure:
    """`bound` says what nobody can know about it, in which direction it may be wrong."""

    slug: str
    name: Words
    unit: Unit
    definition: Words
    how: Words
    rows: Rows
    bound: Words = ""
