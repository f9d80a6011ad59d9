"""What a month says, from the sums of its days."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from knowledge.insights.community_days import (
    ASKED,
    BUSINESS,
    CUSTOMERS,
    EMPLOYEES,
    FIRST_BY,
    NOBODY,
    SOLVED,
    TAGGED,
    TOTAL,
)
from knowledge.insights.durations import NEVER, quantile

# A figure of fewer people would be one about each of them (TRUST L-GD-12).
FEWEST_PEOPLE = 5
MEDIAN, NINETIETH = Fraction(1, 2), Fraction(9, 10)
# Of topics, so many of those that were asked about at least so often.
TOPICS_SHOWN, TOPIC_FROM = 10, 5
# The months before, whose mean is what is usual.
USUAL_OF = 3

Sums = Mapping[tuple[str, str], int]


@dataclass(frozen=True)
class Value:
    """`number` is None where it cannot be said; `cases` is how many it rests on."""

    number: int | None
    cases: int = 0


Values = dict[tuple[str, str], Value]


def waiting_times(sums: Sums, *, employees: int) -> Values:
    """Median and 90th of the first answer in minutes: of all, where waiting ones are longer than
    any, and by those who gave it. `employees` is how many of them answered first."""
    values: Values = {}
    for measure, name in ((TOTAL, "first-answer"), (BUSINESS, "first-answer-business")):
        by_side = _by_side(sums, measure)
        never = by_side[NOBODY].pop(NEVER, 0)
        everybody: Counter = sum(by_side.values(), Counter())
        parts = {"": (everybody, never), CUSTOMERS: (by_side[CUSTOMERS], 0)}
        if employees >= FEWEST_PEOPLE:
            parts[EMPLOYEES] = (by_side[EMPLOYEES], 0)
        for side, (counts, open_ones) in parts.items():
            cases = sum(counts.values()) + open_ones
            for suffix, share in (("", MEDIAN), ("-90th", NINETIETH)):
                found = quantile(counts, share, never=open_ones)
                values[name + suffix, side] = Value(found, cases)
    return values


def shares(sums: Sums, old_enough: Sums) -> Values:
    """Each the number and of how many; `old_enough` are the sums of days that are over a week
    ago."""
    by_customers = sums.get((FIRST_BY, f"by:{CUSTOMERS}"), 0)
    answered = sum(n for (measure, by), n in sums.items() if measure == FIRST_BY)
    answered -= sums.get((FIRST_BY, f"by:{NOBODY}"), 0)
    solved = old_enough.get((SOLVED, ""), 0)
    asked = old_enough.get((ASKED, "kind:question"), 0)
    return {
        ("answered-by-customers", ""): Value(by_customers, answered),
        ("solved-in-a-week", ""): Value(solved, asked),
        ("questions", ""): Value(sums.get((ASKED, "kind:question"), 0)),
        ("complaints", ""): Value(sums.get((ASKED, "kind:complaint"), 0)),
    }


def rising_topics(sums: Sums, usual: Sums) -> Values:
    """The tags asked about most above what the months before let expect; `cases` is the sum of
    those months. They are ranked by how surprising that is, so that a small tag needs more."""
    found = []
    for (measure, tag), count in sums.items():
        expected = usual.get((TAGGED, tag), 0) / USUAL_OF
        if measure == TAGGED and count >= TOPIC_FROM and count > expected:
            surprise = (count - expected) / (expected + 1) ** 0.5
            found.append((-surprise, tag, count))
    return {
        ("rising", tag): Value(count, usual.get((TAGGED, tag), 0))
        for _surprise, tag, count in sorted(found)[:TOPICS_SHOWN]
    }


def _by_side(sums: Sums, measure: str) -> dict[str, Counter]:
    found: dict[str, Counter] = defaultdict(Counter)
    for (each, dimension), count in sums.items():
        if each == measure:
            side, _colon, minutes = dimension.partition(":")
            found[side][minutes if minutes == NEVER else int(minutes)] += count
    return found
