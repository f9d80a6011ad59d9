"""What becomes of the forms to ask or to write to us, as nobody's steps (TRUST L-TD-02).

A GET leaves its step in the spool; what is said or sent is written at once. The key of a form's
steps is never that of what it sends, and a form that was sent knows no time but the day.
"""

import re
from collections.abc import Collection, Iterable, Sequence
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from accounts.models import User
from community.models import Question
from config import spool
from config.personal_data import Leaver
from knowledge.actions.spooled import take_in
from knowledge.models import JourneyEvent, JourneyWatch

KIND = "journeys"
# Who comes back within this time was not helped.
WATCHED = timedelta(hours=72)
# What a form says of more than these takes nothing off an article (TRUST A-VO-16).
MOST_REPORTED = 5

Kind = JourneyEvent.Kind
Step = JourneyEvent.Step

_LINE = re.compile(
    r"(?P<form>[0-9a-f-]{36}) (?P<kind>ask|contact) (?P<language>[a-z]{2})"
    r" (?P<step>begun|opened)(?: (?P<document>(?:question|article)-\d{1,18}))?"
)


def note_begun(*, form: UUID, kind: str, language: str, now: datetime | None = None) -> None:
    """Leave it in the spool that somebody types into the form."""
    spool.append(KIND, f"{form} {kind} {language} {Step.BEGUN}", now=now)


def note_opened(
    *, form: UUID, kind: str, document: str, language: str, now: datetime | None = None
) -> None:
    """Leave it in the spool that a suggestion was opened beside the form."""
    spool.append(KIND, f"{form} {kind} {language} {Step.OPENED} {document}", now=now)


def take_steps(*, now: datetime | None = None) -> int:
    """Write the steps that were left since the last time; return how many lines there were."""
    return take_in(KIND, _write, now=now)


@transaction.atomic
def end_journey(
    *,
    form: UUID,
    kind: str,
    document: str,
    language: str,
    by: User | None = None,
    now: datetime | None = None,
) -> None:
    """Keep that an opened suggestion solved it; a form says so once, and not after it was sent.

    A member is watched for 72 hours: who asks within them was not helped.
    """
    at = now or timezone.now()
    _begin(form, kind=kind, language=language, at=_day_of(at))
    steps = JourneyEvent.objects.filter(form=form)
    if steps.filter(step__in=[Step.SOLVED, Step.SENT, Step.FORGOTTEN]).exists():
        return
    _add(form, Step.OPENED, document, kind=kind, language=language, at=_day_of(at))
    _add(form, Step.SOLVED, document, kind=kind, language=language, at=at)
    if by is not None:
        JourneyWatch.objects.get_or_create(
            form=form, defaults={"person": by, "until": at + WATCHED}
        )


@transaction.atomic
def send_form(
    *,
    form: UUID,
    kind: str,
    language: str,
    failed: Iterable[str] = (),
    now: datetime | None = None,
) -> None:
    """The form was sent: nothing was enough, and the `failed` documents are reported to have
    been tried in vain. From here on its steps know the day alone."""
    day = _day_of(now or timezone.now())
    _begin(form, kind=kind, language=language, at=day)
    _add(form, Step.SENT, "", kind=kind, language=language, at=day)
    for document in list(dict.fromkeys(failed))[:MOST_REPORTED]:
        _add(form, Step.REPORTED, document, kind=kind, language=language, at=day)
    timed = JourneyEvent.objects.filter(form=form, step__in=[Step.SOLVED, Step.CAME_BACK])
    timed.update(occurred_at=day)
    JourneyWatch.objects.filter(form=form).delete()


@transaction.atomic
def forget_form(*, form: UUID, now: datetime | None = None) -> None:
    """It was filled in by somebody who is not counted, or is a complaint.

    That it is forgotten stays: some of its steps may still wait in the spool.
    """
    JourneyEvent.objects.filter(form=form).delete()
    JourneyWatch.objects.filter(form=form).delete()
    day = _day_of(now or timezone.now())
    _add(form, Step.FORGOTTEN, "", kind=Kind.ASK, language=settings.LANGUAGE_CODE, at=day)


@transaction.atomic
def note_return(*, person: User, now: datetime | None = None) -> None:
    """A member asks or writes to us: what solved it for him lately did not, after all."""
    at = now or timezone.now()
    JourneyWatch.objects.filter(person=person, until__gt=at).update(came_back=True)


def note_asker(*, question_id: int) -> None:
    """The same of who published a question, maybe by the link in a mail."""
    question = Question.objects.select_related("author").filter(pk=question_id).first()
    if question is not None:
        note_return(person=question.author, now=question.created_at)


@transaction.atomic
def settle_watches(*, now: datetime | None = None) -> int:
    """End the watches whose 72 hours are over; return how many members had come back.

    CAME_BACK is written only then, so that its time leads to nothing that somebody sent.
    """
    return _end(JourneyWatch.objects.filter(until__lte=now or timezone.now()))


def end_watches(rows: QuerySet, _leaver: Leaver) -> None:
    """Somebody is erased: whether he had come back by then is said, and nothing is left of him."""
    _end(rows)


def _end(rows: QuerySet) -> int:
    ended = list(rows.select_for_update(no_key=True).order_by("pk"))
    came_back = {watch.form: watch.until for watch in ended if watch.came_back}
    _take_back(came_back)
    JourneyWatch.objects.filter(pk__in=[watch.pk for watch in ended]).delete()
    return len(came_back)


def _take_back(came_back: dict[UUID, datetime]) -> None:
    solved = JourneyEvent.objects.filter(form__in=came_back, step=Step.SOLVED).order_by("pk")
    JourneyEvent.objects.bulk_create(
        [
            JourneyEvent(
                form=event.form,
                kind=event.kind,
                step=Step.CAME_BACK,
                document=event.document,
                language=event.language,
                occurred_at=came_back[event.form],
            )
            for event in solved
        ],
        ignore_conflicts=True,
    )


def _begin(form: UUID, *, kind: str, language: str, at: datetime) -> None:
    """Its first row is the one that requests of the same form wait for."""
    _add(form, Step.BEGUN, "", kind=kind, language=language, at=at)
    begun = JourneyEvent.objects.filter(form=form, step=Step.BEGUN)
    list(begun.select_for_update(no_key=True))


def _add(form: UUID, step: str, document: str, *, kind: str, language: str, at: datetime) -> None:
    event = JourneyEvent(
        form=form, kind=kind, step=step, document=document, language=language, occurred_at=at
    )
    JourneyEvent.objects.bulk_create([event], ignore_conflicts=True)


def _write(day: date, lines: Sequence[str]) -> None:
    languages = [code for code, _name in settings.LANGUAGES]
    at = datetime.combine(day, time(), UTC)
    steps = [step for line in lines if (step := _read(line, languages, at))]
    told = {step.form for step in steps}
    forgotten = set(
        JourneyEvent.objects.filter(form__in=told, step=Step.FORGOTTEN).values_list(
            "form", flat=True
        )
    )
    JourneyEvent.objects.bulk_create(
        [step for step in steps if step.form not in forgotten], ignore_conflicts=True
    )


def _read(line: str, languages: Collection[str], at: datetime) -> JourneyEvent | None:
    """None for what is no line of ours."""
    found = _LINE.fullmatch(line)
    if not found or found["language"] not in languages:
        return None
    if (found["step"] == Step.OPENED) != bool(found["document"]):
        return None
    try:
        form = UUID(found["form"])
    except ValueError:
        return None
    return JourneyEvent(
        form=form,
        kind=found["kind"],
        step=found["step"],
        document=found["document"] or "",
        language=found["language"],
        occurred_at=at,
    )


def _day_of(at: datetime) -> datetime:
    return datetime.combine(at.astimezone(UTC).date(), time(), UTC)
