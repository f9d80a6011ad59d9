"""What readers do beside a form, by the product's own actions."""

from datetime import datetime
from uuid import UUID, uuid4

from django.utils import timezone

from accounts.models import User
from knowledge.actions.journeys import (
    end_journey,
    note_begun,
    note_opened,
    note_return,
    send_form,
    settle_watches,
    take_steps,
)
from knowledge.insights.actions.ledger import settle_ledger
from knowledge.insights.models import Case

ARTICLE = "article-3"


class Journey:
    """One form, from its first letter on."""

    def __init__(self, *, at: datetime | None = None, kind: str = "ask", language: str = "en"):
        self.form: UUID = uuid4()
        self.at = at or timezone.now()
        self.values = {"form": self.form, "kind": kind, "language": language}
        note_begun(**self.values, now=self.at)

    def opened(self, document: str = ARTICLE) -> "Journey":
        note_opened(**self.values, document=document, now=self.at)
        return self

    def solved(self, document: str = ARTICLE, *, by: User | None = None) -> "Journey":
        self.opened(document)
        end_journey(**self.values, document=document, by=by, now=self.at)
        return self

    def sent(self, *, failed: tuple[str, ...] = (), at: datetime | None = None) -> "Journey":
        send_form(**self.values, failed=failed, now=at or self.at)
        return self

    def back(self, person: User, *, at: datetime) -> "Journey":
        note_return(person=person, now=at)
        return self


def settled(now: datetime) -> dict[str, str]:
    """What the worker makes of it by then: each case's level and state, by what helped."""
    take_steps(now=now)
    settle_watches(now=now)
    settle_ledger(now=now)
    return {
        case.document: f"{case.level} {case.state}" for case in Case.objects.order_by("day", "pk")
    }
