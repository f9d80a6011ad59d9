from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms.fields import LineField
from community.models.decision import EXPLANATION_LENGTH
from community.models.reasons import HiddenFor


class ExplanationField(LineField):
    """What the author reads; plain text, escaped wherever it is shown."""

    def __init__(self, **kwargs) -> None:
        widget = forms.Textarea(attrs={"rows": 4})
        super().__init__(max_length=EXPLANATION_LENGTH, widget=widget, **kwargs)


class HideForm(forms.Form):
    """For what a post is hidden, and the words for its author."""

    reason = forms.ChoiceField(
        label=_("What is wrong with it?"), choices=HiddenFor, widget=forms.RadioSelect
    )
    explanation = ExplanationField(
        label=_("Explain it to the author"),
        help_text=_("The author reads this. Say which rule it breaks, and what would be fine."),
    )


class RestoreForm(forms.Form):
    explanation = ExplanationField(
        label=_("Why is it shown again?"), help_text=_("The author reads this.")
    )
