"""A form beside which answers were suggested was sent: the floor above looks at it when the
response goes out."""

from dataclasses import dataclass, field
from uuid import UUID

from django import forms
from django.http import HttpRequest


@dataclass(frozen=True)
class SentForm:
    journey: UUID | None
    kind: str
    language: str
    suggested: dict[str, str] = field(default_factory=dict)
    # In the writer's words.
    tried: str = ""


def leave_sent(request: HttpRequest, form: forms.Form, *, kind: str, language: str) -> None:
    """`form` has the fields of `community.forms.suggesting`, and what was `tried`."""
    values = form.cleaned_data
    sent = SentForm(values["journey"], kind, language, values["suggested"], values["tried"])
    request.sent_form = sent  # type: ignore[attr-defined]
