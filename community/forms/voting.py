from django import forms

from community.models import AnswerFeedback, Vote


class VoteForm(forms.Form):
    """A word on an answer, and why it is not useful."""

    value = forms.TypedChoiceField(
        coerce=int, choices=[("1", "useful"), ("0", "none"), ("-1", "not useful")]
    )
    reason = forms.ChoiceField(choices=Vote.Reason, required=False)

    def clean(self) -> dict:
        values = super().clean() or {}
        if values.get("value") != Vote.Value.NOT_USEFUL:
            values["reason"] = ""
        return values


class FeedbackForm(forms.Form):
    """Whether a solution worked for a reader."""

    word = forms.ChoiceField(choices=AnswerFeedback.Kind)
