"""The same in another language: what it says, and of which version of its original."""

from django import forms

from community.forms.editing import LATEST_VERSION
from knowledge.forms.editing import ArticleForm, PendingForm, RevisionForm


class OriginalVersion(forms.Form):
    """`version` is 0 before there is a translation."""

    version = forms.IntegerField(min_value=0, max_value=LATEST_VERSION, widget=forms.HiddenInput)
    original_version = forms.IntegerField(
        min_value=1, max_value=LATEST_VERSION, widget=forms.HiddenInput
    )


class TranslationForm(OriginalVersion, ArticleForm):
    """A draft of it."""


class TranslationRevisionForm(OriginalVersion, RevisionForm):
    """A change of what its readers get."""


class TranslationPendingForm(OriginalVersion, PendingForm):
    """A change goes on that waits already."""
