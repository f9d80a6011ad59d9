"""One measure as it stands in one month, in plain values: what is equal is drawn once."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from knowledge.insights.charts import Chart, Point, columns
from knowledge.insights.clock import month_after, months_until
from knowledge.insights.measure import Measure, Unit
from knowledge.insights.measures import MEASURES
from knowledge.insights.models import Target
from knowledge.insights.months import Months, is_count
from knowledge.insights.wording import change, figure

# Where less is better; of the others in BETTER_UP more is, of all others neither.
BETTER_DOWN = {
    "first-answer",
    "first-answer-90th",
    "first-answer-business",
    "first-answer-business-90th",
    "returns",
    "came-back",
}
BETTER_UP = {"answered-by-customers", "solved-in-a-week", "contributors", "confirmed", "customers"}
# Where the scale of a chart may end: at an hour, or at a day.
TOPS = {
    Unit.MINUTES: (30, 60, 120, 240, 480, 960, 1440, 2880, 5760, 11520, 20160, 40320),
    Unit.SHARE: (100,),
}
_LAST_MONTH, _LAST_YEAR = 1, 12


class Aim(NamedTuple):
    """In the measure's unit."""

    value: int
    due_on: date


class Change(NamedTuple):
    """Against another month; `is_good` is None where nobody can say."""

    text: str
    is_up: bool
    is_good: bool | None
    month: date


@dataclass(frozen=True)
class Reading:
    """`numbers` and their cases are those of each known month until `month`; None where nothing can
    be said.

    `owner` sees to the aim. He is no part of what makes two readings equal: drawn parts are kept,
    names are not.
    """

    slug: str
    dimension: str
    month: date
    is_running: bool
    numbers: tuple[float | None, ...]
    cases_by_month: tuple[int, ...]
    aim: Aim | None = None
    owner: str = field(default="", compare=False)

    @property
    def measure(self) -> Measure:
        return MEASURES[self.slug]

    @property
    def value(self) -> float | None:
        return self.numbers[-1]

    @property
    def cases(self) -> int:
        return self.cases_by_month[-1]

    @property
    def text(self) -> str:
        return self._in_words(self.value, self.cases)

    @property
    def months(self) -> list[date]:
        return months_until(self.month, len(self.numbers))

    @property
    def against_last_month(self) -> Change | None:
        return self._against(_LAST_MONTH)

    @property
    def against_last_year(self) -> Change | None:
        return self._against(_LAST_YEAR)

    @property
    def aim_text(self) -> str:
        return self._in_words(self.aim.value) if self.aim else ""

    @property
    def is_on_target(self) -> bool | None:
        """None without an aim, or where there is nothing to compare with it."""
        if self.aim is None or self.value is None:
            return None
        if self.slug in BETTER_DOWN:
            return self.value <= self.aim.value
        return self.value >= self.aim.value

    @property
    def rows(self) -> Iterable[tuple[date, str, int]]:
        """Month, figure in words and cases of each month, the newest first."""
        texts = map(self._in_words, self.numbers, self.cases_by_month)
        return reversed(list(zip(self.months, texts, self.cases_by_month, strict=True)))

    @property
    def chart(self) -> Chart:
        points = [
            Point(date_format(month, "M"), number, month == self.month)
            for month, number in zip(self.months, self.numbers, strict=True)
        ]
        target = self.aim.value if self.aim else None
        return columns(points, self._in_words, target=target, tops=TOPS.get(self.measure.unit, ()))

    def _in_words(self, value: float | None, cases: int = 0) -> str:
        """Of a time that so many of the cases still wait for, there is no end to tell."""
        if value is None and cases and self.measure.unit == Unit.MINUTES:
            return _("still waiting")
        return figure(self.measure.unit, value)

    def _against(self, months_ago: int) -> Change | None:
        """Numbers of a month that is not over are compared with nothing."""
        if months_ago >= len(self.numbers):
            return None
        now, then = self.value, self.numbers[-1 - months_ago]
        is_number = is_count(self.measure)
        if now is None or then is None or (is_number and (not then or self.is_running)):
            return None
        difference = 100 * (now - then) / then if is_number else now - then
        if not round(difference):
            return None
        is_up = difference > 0
        words, then_month = (
            change(self.measure.unit, difference),
            month_after(self.month, -months_ago),
        )
        return Change(words, is_up, _is_good(self.slug, is_up), then_month)


def reading_of(
    measure: Measure, months: Months, target: Target | None = None, *, dimension: str = ""
) -> Reading:
    known = months.known_of(measure)
    return Reading(
        slug=measure.slug,
        dimension=dimension,
        month=months.month,
        is_running=months.is_running,
        numbers=tuple(months.number(measure, month, dimension) for month in known),
        cases_by_month=tuple(months.values_of(measure, month, dimension)[1] for month in known),
        aim=Aim(target.value, target.due_on) if target else None,
        owner=target.owner.shown_name if target and target.owner else "",
    )


def _is_good(slug: str, went_up: bool) -> bool | None:
    if slug in BETTER_UP:
        return went_up
    return not went_up if slug in BETTER_DOWN else None
