"""What pages and fragments beside a form need: what was suggested so far, and what is open."""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.core import signing
from django.http import HttpRequest, QueryDict
from django.urls import reverse
from django.utils.translation import get_language

from community.forms.suggesting import journey_in, suggested_in
from config.limits import TooOften, count, visitor
from config.reach import is_customer
from config.text import number_in
from knowledge import policies
from knowledge.actions.journeys import Kind, note_begun, note_opened
from knowledge.search.finding import Finds
from knowledge.suggest import Solution, explained, solution_of

OPENED = signing.TimestampSigner(salt="suggestion-opened")
OPENED_FOR = 12 * 3600
# Where a form of this kind looks again, with what was typed.
LOOKS: dict[str, str] = {Kind.ASK: "knowledge:look", Kind.CONTACT: "knowledge:contact-look"}


@dataclass(frozen=True)
class Beside:
    """The form beside which something is suggested; `journey` is None where no key came along."""

    journey: UUID | None
    kind: str
    suggested: dict[str, str] = field(default_factory=dict)
    product_id: int | None = None

    @property
    def look_url(self) -> str:
        return reverse(LOOKS[self.kind])


def beside_form(sent: QueryDict) -> Beside:
    kind = Kind.CONTACT if sent.get("form") == Kind.CONTACT else Kind.ASK
    return Beside(
        journey_in(sent.get("journey", "")),
        kind,
        suggested_in(sent.getlist("suggested")),
        number_in(sent.get("product", "")),
    )


def suggestions_beside(beside: Beside, finds: Finds) -> dict[str, Any]:
    """For `_suggestions.html`: what was found, each with why, and what was suggested before."""
    items = explained(finds.items, product_id=beside.product_id, steps=beside.suggested)
    shown = {item.find.hit.key for item in items}
    earlier = [f"{key}:{step}" for key, step in beside.suggested.items() if key not in shown]
    return {"beside": beside, "items": items, "earlier": earlier}


def more_beside(beside: Beside, finds: Finds) -> dict[str, Any]:
    """The same of what was not suggested yet, beneath the details."""
    new = [find for find in finds.items if find.hit.key not in beside.suggested]
    return suggestions_beside(beside, Finds(new)) | {"earlier": [], "is_more": True}


def with_open_one(request: HttpRequest, beside: Beside, finds: Finds) -> dict[str, Any]:
    """The same for a whole page: one of them is open, or did not help, as its button said."""
    opened, failed = request.POST.get("open", ""), request.POST.get("failed", "")
    chosen = {key: step for key, step in ((opened, "opened"), (failed, "failed")) if key}
    beside = Beside(
        beside.journey,
        beside.kind,
        beside.suggested | suggested_in([f"{key}:{step}" for key, step in chosen.items()]),
        beside.product_id,
    )
    context = suggestions_beside(beside, finds)
    solution = solution_of(opened, viewer=request.user) if opened else None
    if solution:
        note_open(request, beside, opened)
        context |= in_place(beside, solution)
    return context


def in_place(beside: Beside, solution: Solution) -> dict[str, Any]:
    """For `_suggestion.html`. Only who has opened it can say that it helped: `opened` proves it."""
    key = f"{solution.document}:{beside.journey}"
    opened = OPENED.sign(key) if beside.journey else ""
    return {"beside": beside, "solution": solution, "opened": opened}


def was_opened(beside: Beside, document: str, opened: str) -> bool:
    """Is `opened` what `in_place` made for this document and form, within twelve hours?"""
    try:
        return OPENED.unsign(opened, max_age=OPENED_FOR) == f"{document}:{beside.journey}"
    except signing.BadSignature:
        return False


def note_begin(request: HttpRequest, beside: Beside) -> None:
    """Somebody fills in a form: noted until something was suggested, and kept once."""
    if beside.journey and not beside.suggested and _is_counted(request):
        note_begun(form=beside.journey, kind=beside.kind, language=_language())


def note_open(request: HttpRequest, beside: Beside, document: str) -> None:
    if beside.journey and _is_counted(request):
        note_opened(form=beside.journey, kind=beside.kind, document=document, language=_language())


def _is_counted(request: HttpRequest) -> bool:
    """A customer, and not from a network that opens more than people read (TRUST A-VO-16)."""
    if not is_customer(request, is_insider=policies.is_insider):
        return False
    try:
        count("journey-step", visitor(request))
    except TooOften:
        return False
    return True


def _language() -> str:
    return get_language() or "en"
