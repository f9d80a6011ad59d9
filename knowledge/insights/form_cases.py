"""Cases by the steps of forms: known within one form alone (docs/adr/0035)."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from knowledge.insights.clock import day_of
from knowledge.insights.drafts import CALM, Draft, calm_state
from knowledge.insights.models import Case
from knowledge.models import JourneyEvent

Step = JourneyEvent.Step
PREFIX = "form-"


def key_of(form: UUID) -> str:
    return f"{PREFIX}{form}"


def form_of(key: str) -> UUID:
    return UUID(key.removeprefix(PREFIX))


def drafts_of_forms(forms: Collection[UUID], *, now: datetime) -> Iterator[Draft]:
    """What these forms amount to at `now`; nothing for those that were sent, or opened nothing.

    Without what reports take off, which is known of documents alone.
    """
    events = JourneyEvent.objects.filter(form__in=forms)
    by_form: Mapping[UUID, list[JourneyEvent]] = defaultdict(list)
    for event in events.order_by("form", "pk"):
        by_form[event.form].append(event)
    for steps in by_form.values():
        draft = _draft(steps, now)
        if draft:
            yield draft


def _draft(steps: Sequence[JourneyEvent], now: datetime) -> Draft | None:
    """The strongest level that one form reaches."""
    said = {event.step for event in steps}
    opened = [event for event in steps if event.step == Step.OPENED]
    if said & {Step.SENT, Step.FORGOTTEN} or not opened:
        return None
    solved = next((event for event in steps if event.step == Step.SOLVED), None)
    if solved:
        return _confirmed(solved, came_back=Step.CAME_BACK in said, now=now)
    return _implicit(opened, now)


def _confirmed(solved: JourneyEvent, *, came_back: bool, now: datetime) -> Draft:
    due_at = solved.occurred_at + CALM
    state = Case.State.CAME_BACK if came_back else calm_state(due_at, now)
    return _made(solved, Case.Level.CONFIRMED, state, due_at)


def _implicit(opened: Iterable[JourneyEvent], now: datetime) -> Draft:
    last = max(opened, key=lambda event: (event.occurred_at, event.pk))
    due_at = last.occurred_at + CALM
    return _made(last, Case.Level.IMPLICIT, calm_state(due_at, now), due_at)


def _made(event: JourneyEvent, level: str, state: str, due_at: datetime) -> Draft:
    return Draft(
        key=key_of(event.form),
        level=level,
        state=state,
        channel=event.kind,
        day=day_of(event.occurred_at),
        due_at=due_at,
        document=event.document,
        language=event.language,
    )
