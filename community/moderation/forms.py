from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms.fields import LineField, MailboxField
from community.forms.fields import BodyField
from community.forms.moderating import ExplanationField, HideForm
from community.moderation.models import EXPLANATION_LENGTH, NOTE_LENGTH, PATH_LENGTH, Report
from community.moderation.targets import cleaned_path

Reason = Report.Reason


class AddressField(LineField):
    """An address of this site, as its path with the place on the page."""

    def clean(self, value: Any) -> str:
        path = cleaned_path(super().clean(value))
        if not path:
            raise forms.ValidationError(
                _("Please give the address of a page here: copy it from your browser.")
            )
        return path


class ReportForm(forms.Form):
    """What a notice needs (DSA, Art. 16); name and address are never asked for as a must."""

    path = AddressField(
        label=_("Where is it?"),
        max_length=PATH_LENGTH,
        help_text=_("The address of the page, and of the post on it."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    reason = forms.ChoiceField(
        label=_("What is wrong with it?"), choices=Reason, widget=forms.RadioSelect
    )
    explanation = BodyField(
        label=_("Please explain it"),
        max_length=EXPLANATION_LENGTH,
        rows=5,
        required=False,
        help_text=_("What exactly, and why? With a law it helps to name it."),
    )
    good_faith = forms.BooleanField(
        label=_(
            "Only for what is illegal: I believe in good faith that what I say here is true and"
            " complete."
        ),
        required=False,
    )
    submission = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if values.get("reason") == Reason.ILLEGAL:
            self._require("explanation", _("Please say why it is illegal."))
            self._require("good_faith", _("Please confirm that you say this in good faith."))
        if values.get("reason") == Reason.OTHER:
            self._require("explanation", _("Please say what is wrong."))
        return values

    def _require(self, name: str, sentence: Any) -> None:
        if name not in self.errors and not self.cleaned_data.get(name):
            self.add_error(name, sentence)


class OptionalMailboxField(MailboxField):
    def clean(self, value: Any) -> str:
        return super().clean(value) if value else ""


class GuestReportForm(ReportForm):
    """From somebody who is not signed in: he may say how he can be told of the decision."""

    name = LineField(label=_("Your name"), max_length=100, required=False)
    email = OptionalMailboxField(
        label=_("Your e-mail"),
        required=False,
        help_text=_("Only to tell you what we decide. Nobody else sees it."),
    )


class UpholdForm(HideForm):
    """Agree: the post is hidden, with words for its author."""


class UpholdOtherForm(forms.Form):
    """Agree about something that is no post: what was done about it."""

    explanation = ExplanationField(
        label=_("What did you do about it?"), help_text=_("The person who reported it reads this.")
    )


class DismissForm(forms.Form):
    note = LineField(
        label=_("Why does it stay?"),
        max_length=NOTE_LENGTH,
        help_text=_("The person who reported it reads this."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
