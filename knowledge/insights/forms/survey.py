from django import forms
from django.utils.translation import gettext_lazy as _

from knowledge.insights.models import SurveyAnswer


class SurveyForm(forms.Form):
    """What a reader says whose view was drawn."""

    use_required_attribute = False

    helped = forms.TypedChoiceField(
        label=_("Did this solve it?"),
        choices=[("yes", _("Yes")), ("no", _("No"))],
        coerce=lambda word: word == "yes",
        widget=forms.RadioSelect,
    )
    instead = forms.ChoiceField(
        label=_("Without this page, what would you have done?"),
        choices=SurveyAnswer.Instead,
        widget=forms.RadioSelect,
    )
