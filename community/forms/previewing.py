"""Forms with an editor can show what a text will look like, with no script in the browser."""

from typing import Any

from django import forms
from django.forms.utils import ErrorDict

from community.markup import TooComplex, render

PREVIEW = "preview"


class PreviewingForm(forms.Form):
    """Sent by its “Preview” button, whose value names the field, it is not valid and says nothing
    of what is wrong: every view shows it again as it was typed, now with `previewed`."""

    # Whether the editor offers images and mentions, which take an account.
    for_members = True

    @property
    def previewed(self) -> str:
        """The name of the field that is to be shown, or nothing."""
        return self.data.get(PREVIEW, "") if self.is_bound else ""

    def is_valid(self) -> bool:
        return not self.previewed and super().is_valid()

    def full_clean(self) -> None:
        if not self.previewed:
            super().full_clean()
            return
        self._errors = ErrorDict()
        self.cleaned_data: dict[str, Any] = {}

    def preview(self) -> dict[str, str]:
        """What `_preview.html` needs."""
        text = self.data.get(self.add_prefix(self.previewed), "")
        try:
            return {"html": render(text).html, "problem": ""}
        except TooComplex as problem:
            return {"html": "", "problem": str(problem)}
