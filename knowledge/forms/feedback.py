from django import forms

from knowledge.models import ArticleFeedback


class ArticleFeedbackForm(forms.Form):
    """Whether an article helped a reader, and if not, why."""

    helped = forms.TypedChoiceField(
        coerce=lambda word: word == "yes", choices=[("yes", "yes"), ("no", "no")]
    )
    reason = forms.ChoiceField(choices=ArticleFeedback.Reason, required=False)
