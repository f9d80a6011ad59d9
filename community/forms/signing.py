from datetime import date

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.forms.affiliations import ReasonField
from accounts.forms.fields import LineField
from community.forms.asking import ProductField

VERSION_LENGTH = 60


class SignForm(forms.Form):
    """For what a signed text holds; `version` is that of the text its signer has before him."""

    valid_product = ProductField(label=_("Valid for the product"), required=False)
    valid_version = LineField(
        label=_("Valid for the version"),
        required=False,
        max_length=VERSION_LENGTH,
        help_text=_("For example “firmware 7.31 and later”."),
    )
    valid_until = forms.DateField(
        label=_("Valid until"),
        required=False,
        input_formats=["%Y-%m-%d"],
        help_text=_("Its last day. Empty: until you end it."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    version = forms.IntegerField(min_value=1, max_value=2**31 - 1, widget=forms.HiddenInput)

    def clean_valid_until(self) -> date | None:
        day = self.cleaned_data["valid_until"]
        if day and day < timezone.localdate():
            raise forms.ValidationError(_("Please choose today or a later day."))
        return day


class EndMarkForm(forms.Form):
    because = ReasonField(
        label=_("Why is it no longer official?"),
        help_text=_("Kept with the answer; its author is told."),
    )
