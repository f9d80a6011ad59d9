from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from knowledge.insights.models import ReportedReturn


class ReturnForm(forms.Form):
    """Somebody reached us although he had read it."""

    document = forms.CharField(max_length=40, widget=forms.HiddenInput)
    channel = forms.ChoiceField(label=_("How he reached us"), choices=ReportedReturn.Channel)
    day = forms.DateField(
        label=_("When"),
        initial=timezone.localdate,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
