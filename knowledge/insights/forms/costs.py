from django import forms
from django.utils.translation import gettext_lazy as _

from config.text import clean_line
from knowledge.insights.models import ContactCost
from knowledge.insights.models.cost import SOURCE_LENGTH


class _CostForm(forms.Form):
    """A figure, where it comes from, and from when on it holds."""

    source = forms.CharField(
        label=_("Source"),
        max_length=SOURCE_LENGTH,
        help_text=_("Who worked it out, and where it can be looked up: “Controlling, March 2026”."),
    )
    as_of = forms.DateField(
        label=_("Holds from"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def clean_source(self) -> str:
        return _line(self.cleaned_data["source"])


class ContactCostForm(_CostForm):
    channel = forms.ChoiceField(label=_("Channel"), choices=ContactCost.Channel)
    amount = forms.DecimalField(
        label=_("Cost of one contact"), min_value=0.01, max_digits=8, decimal_places=2
    )
    field_order = ("channel", "amount", "source", "as_of")


class RunningCostForm(_CostForm):
    name = forms.CharField(
        label=_("What for"), max_length=80, help_text=_("Such as hosting, or curators' hours.")
    )
    amount = forms.DecimalField(
        label=_("Cost of one month"),
        min_value=0,
        max_digits=10,
        decimal_places=2,
        help_text=_("0 ends it."),
    )
    field_order = ("name", "amount", "source", "as_of")

    def clean_name(self) -> str:
        return _line(self.cleaned_data["name"])


def _line(text: str) -> str:
    cleaned = clean_line(text)
    if not cleaned:
        raise forms.ValidationError(_("This field is required."))
    return cleaned
