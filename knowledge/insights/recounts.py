"""Compares the ledger with its raw facts: journeys, threads, survey, reports.

The worker looks every minute. What may have come since its last look is left to it: forms and
reports of that day, and threads of which something was recorded since.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, timedelta

from django.db.models import Model

from config.recount import Difference, register_comparison
from knowledge.insights.actions.community_changes import waiting_days
from knowledge.insights.actions.community_counting import (
    count_day,
    counted_on,
    kept_figures,
    true_figures,
)
from knowledge.insights.actions.counting import count_days, wrong_figures
from knowledge.insights.actions.ledger import all_days, all_keys, keys_since, looked_at
from knowledge.insights.actions.months import kept_values, settle_month, true_values
from knowledge.insights.actions.settling import (
    Touched,
    drafts_of,
    is_settled,
    parts,
    settle,
    subtract,
    wrongly_reported,
)
from knowledge.insights.actions.stale import asked_days, counted_days, first_counted_day
from knowledge.insights.clock import begins, day_of, month_of
from knowledge.insights.community_days import COUNTED_HERE
from knowledge.insights.models import Case, DayFigure, MonthFigure
from knowledge.insights.reports import reported_since


class Cases:
    """Each case against the steps of its form, or its thread."""

    def differences(self) -> Iterator[Difference]:
        at = looked_at()
        if at is None:
            return
        yield from self._unlike_their_facts(at)
        yield from self._unlike_their_reports(at)

    def repair(self) -> Iterator[Difference]:
        found, at = list(self.differences()), looked_at()
        if at is not None:
            touched = Touched()
            settle(all_keys(), now=at, touched=touched)
            subtract(_documents(), now=at, touched=touched)
        yield from found

    def _unlike_their_facts(self, at: datetime) -> Iterator[Difference]:
        pending = set(keys_since(at))
        for keys in parts(sorted(set(all_keys()) - pending)):
            stored = {case.key: case for case in Case.objects.filter(key__in=keys)}
            drafts = {draft.key: draft for draft in drafts_of(keys, now=at)}
            for key in sorted({*stored, *drafts}):
                case, draft = stored.get(key), drafts.get(key)
                if not (case and draft and is_settled(case, draft)):
                    yield Difference(
                        Case._meta.label, case.pk if case else 0, key, str(case), str(draft)
                    )

    def _unlike_their_reports(self, at: datetime) -> Iterator[Difference]:
        pending = set(reported_since(begins(day_of(at))))
        for documents in parts(sorted(set(_documents()) - pending)):
            for case, state in wrongly_reported(documents, now=at):
                yield Difference(Case._meta.label, case.pk, "state", case.state, state.value)


class Figures:
    """Each figure of the days before the last look against the rows behind it."""

    def differences(self) -> Iterator[Difference]:
        at = looked_at()
        if at is None:
            return
        for days in parts(_days(at)):
            for place, value in wrong_figures(days, now=at):
                yield self._difference(place, value)

    def repair(self) -> Iterator[Difference]:
        found, at = list(self.differences()), looked_at()
        if at is not None:
            count_days(list(all_days(at)), now=at)
        yield from found

    def _difference(self, place: tuple[date, str, str], value: int) -> Difference:
        day, measure, dimension = place
        row = DayFigure.objects.of(measure, dimension).filter(day=day).first()
        field = f"{day} {measure} {dimension}".strip()
        stored = row.value if row else 0
        return Difference(DayFigure._meta.label, row.pk if row else 0, field, stored, value)


class CommunityDays:
    """What threads say of the day on which they were asked; days that wait are left to `jobs`."""

    def differences(self) -> Iterator[Difference]:
        for day in _counted_days():
            yield from _unlike(DayFigure, day, true_figures(day), kept_figures(day))

    def repair(self) -> Iterator[Difference]:
        found = list(self.differences())
        for day in _counted_days():
            count_day(day=day)
        yield from found


class Months:
    """What months say against their days."""

    def differences(self) -> Iterator[Difference]:
        for month, today in _settled_months():
            yield from _unlike(MonthFigure, month, true_values(month, today), kept_values(month))

    def repair(self) -> Iterator[Difference]:
        found = list(self.differences())
        for month, today in _settled_months():
            settle_month(month=month, today=today)
        yield from found


def _unlike(
    model: type[Model], when: date, true: Iterable[tuple], kept: Mapping[tuple, int]
) -> Iterator[Difference]:
    """Figures of a day or month that differ; each is its measure, its dimension and its values."""
    right = {figure[:2]: figure[2:] for figure in true}
    stored = {figure[:2]: (pk, figure[2:]) for figure, pk in kept.items()}
    for place in sorted({*right, *stored}):
        pk, values = stored.get(place, (0, ()))
        if values != right.get(place, ()):
            words = [" of ".join(map(str, each)) for each in (values, right.get(place, ()))]
            yield Difference(model._meta.label, pk, " ".join((str(when), *place)).strip(), *words)


def _counted_days() -> list[date]:
    """Those of which threads or figures say anything."""
    today = counted_on()
    if today is None:
        return []
    kept = DayFigure.objects.filter(
        measure__in=COUNTED_HERE, day__gte=first_counted_day(today), day__lte=today
    )
    days = {*asked_days(today), *kept.values_list("day", flat=True).distinct()}
    return sorted(days - waiting_days())


def _settled_months() -> list[tuple[date, date]]:
    """Those of which no day waits, nor any of the months that their topics are compared with;
    each with the day on which it was settled."""
    today = counted_on()
    if today is None:
        return []
    first = min(waiting_days(), default=date.max)
    months = sorted({month_of(day) for day in counted_days(today)})
    return [(month, today) for month in months if month < month_of(first)]


def _documents() -> Iterator[str]:
    confirmed = Case.objects.filter(level=Case.Level.CONFIRMED)
    yield from confirmed.values_list("document", flat=True).distinct()


def _days(at: datetime) -> list[date]:
    """Yesterday's lines may still be on their way."""
    last = day_of(at) - timedelta(days=2)
    return [day for day in all_days(at) if day <= last]


register_comparison(Cases())
register_comparison(Figures())
register_comparison(CommunityDays())
register_comparison(Months())
