from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from community.forms.guarding import GuardedForm
from community.forms.moderating import ExplanationField
from community.markup.personal import Find
from community.markup.personal.chosen import LONGEST, SHORTEST
from config.text import clean_body


class FindsForm(forms.Form):
    """What is to be masked of what the guard finds."""

    finds = forms.MultipleChoiceField(
        label=_("Found by the guard"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, finds: Sequence[Find], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["finds"].choices = [  # type: ignore[attr-defined]
            (find.text, f"{find.label}: {find.text}") for find in finds
        ]
        if not self.is_bound:
            self.fields["finds"].initial = [find.text for find in finds]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors and not self.strings:
            raise forms.ValidationError(_("Please choose or type what is to be masked."))
        return cleaned

    @property
    def strings(self) -> list[str]:
        """Everything chosen; after the form was found valid."""
        return [*self.cleaned_data["finds"], *self.cleaned_data.get("others", [])]


class ChooseForm(FindsForm):
    """Finds of the guard, and whatever else the moderator types."""

    others = forms.CharField(
        label=_("Something else"),
        required=False,
        max_length=2_000,
        help_text=_("A name, an address, a number: exactly as it stands there, one to a line."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, finds: Sequence[Find], **kwargs: Any) -> None:
        super().__init__(*args, finds=finds, **kwargs)
        if not finds:
            self.fields["others"].label = _("What is to be masked?")
            self.fields["others"].required = True

    def clean_others(self) -> list[str]:
        lines = clean_body(self.cleaned_data["others"].replace("\x00", "")).split("\n")
        strings = [line.strip() for line in lines if line.strip()]
        if any(not SHORTEST <= len(string) <= LONGEST for string in strings):
            raise forms.ValidationError(_("Each line needs from 3 to 200 characters."))
        return strings


class MaskForm(GuardedForm):
    """In which other posts too, and the words for the authors."""

    guarded = ("explanation",)

    also = forms.MultipleChoiceField(
        label=_("It stands here as well"), required=False, widget=forms.CheckboxSelectMultiple
    )
    explanation = ExplanationField(
        label=_("Explain it to the author"),
        required=False,
        initial=_("Everybody could read it. Your text is unchanged otherwise."),
        help_text=_("The author reads this. Do not repeat what is masked."),
    )

    def __init__(self, *args: Any, others: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["also"].choices = others  # type: ignore[attr-defined]
        if not self.is_bound:
            self.fields["also"].initial = [key for key, _label in others]
