"""Fields of forms beside which answers are suggested."""

import re
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.urls import reverse_lazy

# How far somebody went with a suggestion, the furthest last.
STEPS = ("shown", "opened", "failed")
MOST_SUGGESTED = 40
_TYPED = "input changed delay:300ms"
_SUGGESTED = re.compile(
    r"(?P<document>(?:article|question)-[1-9][0-9]{0,17}):(?P<step>shown|opened|failed)", re.ASCII
)


class SuggestingInput(forms.TextInput):
    """A title that is looked for while it is typed, and at once where it stands there already, as
    in a draft; `also` names a field that is sent with it."""

    def __init__(self, *, also: str) -> None:
        super().__init__(
            attrs={
                "autocomplete": "off",
                "hx-get": reverse_lazy("knowledge:suggest"),
                "hx-trigger": _TYPED,
                "hx-target": "#suggestions",
                "hx-include": f"[name=journey], [name={also}], #suggestions [name=suggested]",
            }
        )

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        if value:
            attrs = (attrs or {}) | {"hx-trigger": f"load, {_TYPED}"}
        return super().get_context(name, value, attrs)


class JourneyField(forms.Field):
    """The key of what happens beside a form; nothing that the form sends is stored with it."""

    widget = forms.HiddenInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, initial=uuid4, **kwargs)

    def to_python(self, value: Any) -> UUID | None:
        return journey_in(str(value or ""))


class SuggestedField(forms.Field):
    """What was suggested while somebody wrote, and how far he went with each of it.

    Each value is "article-3:opened"; the furthest step counts, and what is no such value is passed
    by: nothing in it is a reason to lose the text.
    """

    widget = forms.MultipleHiddenInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, **kwargs)

    def to_python(self, value: Any) -> dict[str, str]:
        return suggested_in([value] if isinstance(value, str) else value or [])

    def prepare_value(self, value: Any) -> list[str]:
        if not isinstance(value, dict):
            value = self.to_python(value)
        return [f"{document}:{step}" for document, step in value.items()]


def journey_in(text: str) -> UUID | None:
    """The key that a page sends along, if it is one."""
    try:
        return UUID(text)
    except ValueError:
        return None


def suggested_in(values: list[str]) -> dict[str, str]:
    """Document → step, such as {"article-3": "opened"}, of what a page sends along."""
    found = [match for match in map(_SUGGESTED.fullmatch, values[:MOST_SUGGESTED]) if match]
    found.sort(key=lambda match: STEPS.index(match["step"]))
    return {match["document"]: match["step"] for match in found}
