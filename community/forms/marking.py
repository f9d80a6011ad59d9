from datetime import date

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.forms.affiliations import ReasonField


class MarkForm(forms.Form):
    """Since when somebody has spoken for, or profited from, the company."""

    since = forms.DateField(
        label=_("Since when?"),
        input_formats=["%Y-%m-%d"],
        help_text=_("The day on which the work, the contract or the benefits began."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    because = ReasonField(
        label=_("Why are the posts marked later?"),
        help_text=_("Kept in the history; the person concerned can read it."),
    )

    def clean_since(self) -> date:
        day = self.cleaned_data["since"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("Please choose today or an earlier day."))
        return day
