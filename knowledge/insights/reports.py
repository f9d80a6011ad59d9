"""Which cases reports take off: each one of the same document, whoever stands behind either."""

from bisect import insort
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime, timedelta

from django.db.models import Exists, OuterRef, QuerySet

from knowledge.insights.clock import day_of
from knowledge.insights.models import ReportedReturn
from knowledge.models import JourneyEvent

# A report is about what was read in this time; a day is final when it is over.
REACH = timedelta(days=30)


def report_days(documents: Collection[str]) -> Mapping[str, list[date]]:
    """The days on which each of `documents` was reported as not having helped, in order."""
    found: Mapping[str, list[date]] = defaultdict(list)
    for document, occurred_at in (
        reported_in_forms().filter(document__in=documents).values_list("document", "occurred_at")
    ):
        insort(found[document], day_of(occurred_at))
    entered = ReportedReturn.objects.filter(document__in=documents)
    for document, day in entered.values_list("document", "day"):
        insort(found[document], day)
    return found


def reported_in_forms() -> QuerySet:
    """“I tried this before”; not what the same form had called solved: that was never a case."""
    step = JourneyEvent.Step
    solved = JourneyEvent.objects.filter(
        form=OuterRef("form"), step=step.SOLVED, document=OuterRef("document")
    )
    return JourneyEvent.objects.filter(~Exists(solved), step=step.REPORTED)


def taken_off(cases: Iterable[tuple[date, str]], reported: Iterable[date]) -> set[str]:
    """Keys of the cases, given as day and key, that reports of these days take off.

    Each report takes the oldest case within its reach, so that as many are taken off as can be.
    """
    waiting = sorted(cases)
    taken: set[str] = set()
    place = 0
    for day in sorted(reported):
        while place < len(waiting) and waiting[place][0] < day - REACH:
            place += 1
        if place < len(waiting) and waiting[place][0] <= day:
            taken.add(waiting[place][1])
            place += 1
    return taken


def reported_since(moment: datetime) -> set[str]:
    """Documents of which somebody said so since `moment`."""
    said = reported_in_forms().filter(occurred_at__gte=moment)
    entered = ReportedReturn.objects.filter(created_at__gte=moment)
    return {
        document for rows in (said, entered) for document in rows.values_list("document", flat=True)
    }
