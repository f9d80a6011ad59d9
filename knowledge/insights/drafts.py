"""What a case should be by its facts, before it is compared with what is stored."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from knowledge.insights.models import Case

# Who comes back within this time was not helped.
CALM = timedelta(hours=72)


@dataclass(frozen=True, slots=True)
class Draft:
    key: str
    level: str
    state: str
    channel: str
    day: date
    due_at: datetime
    document: str
    language: str

    def with_state(self, state: str) -> "Draft":
        return replace(self, state=state)


FIELDS = ("level", "state", "channel", "day", "due_at", "document", "language")


def calm_state(due_at: datetime, now: datetime) -> Case.State:
    """That of a case which nothing speaks against."""
    return Case.State.OPEN if now < due_at else Case.State.COUNTED
