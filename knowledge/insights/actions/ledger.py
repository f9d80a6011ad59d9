"""What the worker does for the ledger: finds what may have changed, settles it, counts its days.

Nothing is added up on the way: a case follows from its facts and a figure from its rows, so that
whatever comes late, twice or not at all, the next look makes it right.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from community.models import Question
from config.events.models import Event
from knowledge.insights.actions.counting import count_days
from knowledge.insights.actions.settling import LEDGER, Touched, lock_ledger, settle, subtract
from knowledge.insights.clock import begins, day_of
from knowledge.insights.form_cases import PREFIX as OF_A_FORM
from knowledge.insights.form_cases import key_of
from knowledge.insights.models import Case, LedgerMark, ReportedReturn, SurveyAnswer
from knowledge.insights.reports import reported_since
from knowledge.insights.thread_cases import PREFIX as OF_A_THREAD
from knowledge.insights.thread_cases import solved_before, solved_by_customers
from knowledge.models import JourneyEvent, PageViews

# Steps of forms know the day alone, and lines of the spool may come a day late.
SOON = timedelta(days=5)
# Once a day: reports reach a month back, and drafts are sent weeks after they were begun.
LATE = timedelta(days=45)
# What is recorded says when it began to be written, not when it was done.
RECORDED_LATE = timedelta(minutes=10)
FIRST = datetime(1990, 1, 1, tzinfo=UTC)
CHANGES_THREADS = (
    "community.AnswerAccepted",
    "community.AcceptanceWithdrawn",
    "community.QuestionChanged",
    "community.PostHidden",
    "community.PostRestored",
    "community.QuestionsMerged",
    "community.PostsMarked",
)


def settle_ledger(*, now: datetime | None = None) -> int:
    """Bring cases and figures in line with what has happened; return how many cases changed.

    Doing it again changes nothing. The first time, it looks at all there is.
    """
    at = now or timezone.now()
    last_look = looked_at()
    since = _since(last_look, at)
    touched = Touched()
    settle(_keys(since, at), now=at, touched=touched)
    settle(_threads(last_look), now=at, touched=touched)
    subtract(touched.documents | set(_reported(since)), now=at, touched=touched)
    count_days(touched.days | set(_days(since, at)), now=at)
    _keep_mark(at)
    return touched.cases


def looked_at() -> datetime | None:
    """Until when the ledger is settled; None before the first time."""
    mark = LedgerMark.objects.filter(job=LEDGER).first()
    return mark.looked_at if mark else None


def _since(last_look: datetime | None, at: datetime) -> datetime | None:
    """From where on steps and days are looked at; None for from the beginning."""
    if last_look is None:
        return None
    return last_look - (SOON if day_of(last_look) == day_of(at) else LATE)


@transaction.atomic
def _keep_mark(at: datetime) -> None:
    mark = lock_ledger()
    if mark.looked_at is None or mark.looked_at < at:
        mark.looked_at = at
        mark.save(update_fields=["looked_at"])


def all_keys() -> Iterator[str]:
    """Of every form and thread that may be a case, and of every case there is."""
    yield from _forms(JourneyEvent.objects.all())
    yield from _threads(None)
    yield from Case.objects.values_list("key", flat=True)


def keys_since(at: datetime) -> Iterator[str]:
    """Those that may have changed since the last look at `at`."""
    yield from _forms(JourneyEvent.objects.filter(occurred_at__gte=begins(day_of(at))))
    yield from _threads(at)


def _keys(since: datetime | None, at: datetime) -> Iterator[str]:
    """Forms with new steps, those whose steps are gone, and cases that become final."""
    steps = JourneyEvent.objects.all()
    if since is not None:
        steps = steps.filter(occurred_at__gte=since)
        yield from _forgotten(since)
    yield from _forms(steps)
    due = Case.objects.filter(state=Case.State.OPEN, due_at__lte=at)
    yield from due.values_list("key", flat=True)


def _forms(steps: QuerySet) -> Iterator[str]:
    return map(key_of, steps.values_list("form", flat=True).distinct().order_by("form"))


def _forgotten(since: datetime) -> Iterator[str]:
    """Of forms that were filled in by somebody who is not counted."""
    recent = Case.objects.filter(day__gte=day_of(since), key__startswith=OF_A_FORM)
    keys = set(recent.values_list("key", flat=True))
    forms = JourneyEvent.objects.filter(occurred_at__gte=since - timedelta(days=1))
    return iter(keys - set(_forms(forms)))


def _threads(last_look: datetime | None) -> Iterator[str]:
    """Threads of which something was recorded since the last look."""
    if last_look is None:
        ids = set(solved_by_customers().values_list("pk", flat=True))
    else:
        events = Event.objects.filter(
            name__in=CHANGES_THREADS, occurred_at__gte=last_look - RECORDED_LATE
        )
        ids = {pk for payload in events.values_list("payload", flat=True) for pk in _named(payload)}
        ids |= set(solved_before(ids).values_list("pk", flat=True))
    return (f"{OF_A_THREAD}{pk}" for pk in ids)


def _named(payload: dict) -> Iterator[int]:
    """The questions that a recorded event is about."""
    for name in ("question_id", "merged_id", "into_id"):
        if name in payload:
            yield payload[name]
    if "user_id" in payload:
        answered = Question.objects.filter(accepted_answer__author=payload["user_id"])
        asked = Question.objects.filter(author=payload["user_id"])
        yield from (answered | asked).values_list("pk", flat=True)


def _reported(since: datetime | None) -> Iterator[str]:
    """Documents that were reported lately, and those from which a report may be taken back."""
    yield from reported_since(since or FIRST)
    taken_off = Case.objects.filter(state=Case.State.REPORTED, day__gte=day_of(since or FIRST))
    yield from taken_off.values_list("document", flat=True).distinct()


def all_days(at: datetime) -> Iterator[date]:
    """From the first one of which anything is known."""
    return _days(None, at)


def _days(since: datetime | None, at: datetime) -> Iterator[date]:
    """All days since then; the first time, from the first one of which anything is known."""
    first = day_of(since) if since else _first_day(at)
    last = day_of(at)
    while first <= last:
        yield first
        first += timedelta(days=1)


def _first_day(at: datetime) -> date:
    found = [day_of(at)]
    for rows in (Case, SurveyAnswer, ReportedReturn, PageViews):
        found += rows.objects.order_by("day").values_list("day", flat=True)[:1]
    steps = JourneyEvent.objects.order_by("occurred_at").values_list("occurred_at", flat=True)
    found += [day_of(moment) for moment in steps[:1]]
    return min(found)
