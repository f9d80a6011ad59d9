"""Money: cases × share who would have contacted us × cost of that contact − running cost.

Nothing is priced without a figure that somebody entered, with its source and date, and without a
hundred readers who were asked (docs/adr/0035).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import QuerySet, Sum, Value
from django.utils import timezone

from config.prepared_rows import PreparedRows
from knowledge.insights.clock import day_of, length_of, month_of
from knowledge.insights.intervals import Interval, wilson
from knowledge.insights.ledger_measures import CONFIRMED, CUSTOMERS, SURVEY_SOLVED
from knowledge.insights.models import ContactCost, DayFigure, RunningCost, SurveyAnswer

FEWEST_ANSWERS = 100
PRICED_BY = (CONFIRMED, CUSTOMERS, SURVEY_SOLVED)
# By measure and dimension.
Sums = Mapping[tuple[str, str], int]
_CENT = Decimal("0.01")
_ASKED_AS = {
    ContactCost.Channel.PHONE: SurveyAnswer.Instead.CALLED,
    ContactCost.Channel.WRITTEN: SurveyAnswer.Instead.WRITTEN,
}


@dataclass(frozen=True, slots=True)
class Priced:
    """One channel: its share among those whom a page helped, and what a contact costs."""

    cost: ContactCost
    count: int
    share: Interval

    def worth(self, cases: int, share: float) -> Decimal:
        return (cases * Decimal(str(share)) * self.cost.amount).quantize(_CENT)


@dataclass(frozen=True, slots=True)
class Saving:
    """Of the days from `first` to `last`. Without `priced` there is no amount, and `answers` or
    the missing costs say why."""

    first: date
    last: date
    low_cases: int
    high_cases: int
    answers: int
    priced: tuple[Priced, ...]
    unpriced: tuple[ContactCost.Channel, ...]
    running: Decimal
    running_costs: tuple[RunningCost, ...]

    @property
    def has_enough_answers(self) -> bool:
        return self.answers >= FEWEST_ANSWERS

    @property
    def is_known(self) -> bool:
        return bool(self.priced) and self.has_enough_answers

    @property
    def unpriced_labels(self) -> str:
        return ", ".join(str(channel.label) for channel in self.unpriced)

    @property
    def gross_low(self) -> Decimal:
        return sum((each.worth(self.low_cases, each.share.low) for each in self.priced), Decimal(0))

    @property
    def gross_high(self) -> Decimal:
        return sum(
            (each.worth(self.high_cases, each.share.high) for each in self.priced), Decimal(0)
        )

    @property
    def net_low(self) -> Decimal:
        return self.gross_low - self.running

    @property
    def net_high(self) -> Decimal:
        return self.gross_high - self.running


def saved(first: date, last: date) -> Saving:
    """What the cases of these days were worth, by the figures known on the last of them."""
    return saving_of(_sums(first, last), first, last)


def saving_of(sums: Sums, first: date, last: date) -> Saving:
    """What the cases in `sums`, those of these days, were worth; a month that is not over has
    cost as much as its days until today."""
    low = sums.get((CONFIRMED.slug, ""), 0) + sums.get((CUSTOMERS.slug, ""), 0)
    answers = sums.get((SURVEY_SOLVED.slug, ""), 0)
    contact_costs, known_running_costs = _costs_known_on(last)
    costs = {cost.channel: cost for cost in reversed(contact_costs)}
    priced = []
    for channel, instead in _ASKED_AS.items():
        if channel in costs:
            count = sums.get((SURVEY_SOLVED.slug, f"instead:{instead}"), 0)
            priced.append(Priced(costs[channel], count, wilson(count, answers)))
    until = min(last, day_of(timezone.now()))
    running, running_costs = _running(known_running_costs, first, until)
    return Saving(
        first=first,
        last=last,
        low_cases=low,
        high_cases=low + answers,
        answers=answers,
        priced=tuple(priced),
        unpriced=tuple(channel for channel in _ASKED_AS if channel not in costs),
        running=running,
        running_costs=running_costs,
    )


def _sums(first: date, last: date) -> Sums:
    slugs = [measure.slug for measure in PRICED_BY]
    figures = DayFigure.objects.between(first, last).filter(measure__in=slugs)
    grouped = figures.values_list("measure", "dimension").annotate(Sum("value"))
    return {(measure, dimension): value for measure, dimension, value in grouped}


def _costs_known_on(day: date) -> tuple[list[ContactCost], list[RunningCost]]:
    """The newest first, by one query."""
    contact, running = [], []
    for pk, channel, name, amount, source, as_of in sorted(
        _costs(day=day), key=lambda row: (row[-1], row[0]), reverse=True
    ):
        known = {"pk": pk, "amount": amount, "source": source, "as_of": as_of}
        if channel:
            contact.append(ContactCost(channel=channel, **known))
        else:
            running.append(RunningCost(name=name, **known))
    return contact, running


def _running(
    costs: Sequence[RunningCost], first: date, last: date
) -> tuple[Decimal, tuple[RunningCost, ...]]:
    """What the community cost in these days, by the day, and the figures that make it up."""
    total, used = Decimal(0), {}
    day = first
    while day <= last:
        for name, cost in _holding(costs, day).items():
            total += cost.amount / length_of(month_of(day))
            used[name, cost.as_of] = cost
        day += timedelta(days=1)
    return total.quantize(_CENT), tuple(used.values())


def _holding(costs: Sequence[RunningCost], day: date) -> dict[str, RunningCost]:
    """By name, the newest figure that was known on `day`."""
    return {cost.name: cost for cost in reversed(costs) if cost.as_of <= day}


@PreparedRows
def _costs(*, day: date) -> QuerySet:
    nothing = Value("")
    columns = ("amount", "source", "as_of")
    contact = ContactCost.objects.filter(as_of__lte=day)
    running = RunningCost.objects.filter(as_of__lte=day)
    return contact.values_list("pk", "channel", nothing, *columns).union(
        running.values_list("pk", nothing, "name", *columns), all=True
    )
