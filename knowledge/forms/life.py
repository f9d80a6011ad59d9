"""What becomes of an article, and why."""

from datetime import datetime
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.forms.fields import LineField
from accounts.models import User
from community.forms.editing import LATEST_VERSION
from knowledge.actions.publishing import AtOnce
from knowledge.actions.reviewing import NOTE_LENGTH
from knowledge.forms.editing import day_input
from knowledge.forms.naming import AnswerField, ArticleField
from knowledge.models import Article


class NoteField(LineField):
    """A few sentences for colleagues; plain text, escaped wherever it is shown."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=NOTE_LENGTH, widget=forms.Textarea(attrs={"rows": 4}), **kwargs)


class ReturnForm(forms.Form):
    note = NoteField(
        label=_("What is missing?"),
        help_text=_("The author reads this beside the text. Say what would make it right."),
    )


class _ReadForm(forms.Form):
    """`version` is what somebody has read, where the page said so."""

    version = forms.IntegerField(
        min_value=1, max_value=LATEST_VERSION, required=False, widget=forms.HiddenInput
    )


class PublishAtOnceForm(_ReadForm):
    """Only what harms somebody while it waits goes out without a second person."""

    why = forms.ChoiceField(
        label=_("Why can't it wait?"),
        choices=AtOnce.choices,
        widget=forms.RadioSelect,
    )


class UnpublishForm(forms.Form):
    why = NoteField(label=_("Why is it taken away?"), help_text=_("Colleagues read this."))


class RetireForm(forms.Form):
    """`successor` is the article that readers of this one are led to."""

    retired_as = forms.ChoiceField(
        label=_("Why is it retired?"), choices=Article.Retired, widget=forms.RadioSelect
    )
    why = NoteField(label=_("In your words"), required=False, help_text=_("Colleagues read this."))
    successor = ArticleField(
        label=_("Which article says it now?"),
        required=False,
        help_text=_("Its address or number. Readers of this one are led there."),
    )

    def __init__(self, *args: Any, viewer: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["successor"].viewer = viewer  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        replaced = cleaned.get("retired_as") == Article.Retired.REPLACED
        if replaced and "successor" not in self.errors and not cleaned.get("successor"):
            self.add_error("successor", _("Say which article says it now."))
        return cleaned


class ScheduleForm(_ReadForm):
    at = forms.DateTimeField(
        label=_("When does it go public?"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"],
    )

    def clean_at(self) -> datetime:
        at = self.cleaned_data["at"]
        if at <= timezone.now():
            raise forms.ValidationError(_("Choose a time in the future."))
        return at


class KeepForm(forms.Form):
    """Who keeps an article true, and when somebody looks at it again whatever happened."""

    owner = forms.ModelChoiceField(User.objects.none(), label=_("Who keeps it?"), empty_label=None)
    review_on = forms.DateField(
        label=_("Next review on"),
        required=False,
        widget=day_input(),
        help_text=_("On this day it comes back to the curators."),
    )

    def __init__(self, *args: Any, keepers: QuerySet[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = keepers  # type: ignore[attr-defined]
        self.fields["owner"].label_from_instance = _name  # type: ignore[attr-defined]


def _name(person: User) -> str:
    return person.display_name


class SourceForm(forms.Form):
    answer = AnswerField(
        label=_("Add an answer as a source"), help_text=_("Its address, from “Share”.")
    )

    def __init__(self, *args: Any, viewer: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["answer"].viewer = viewer  # type: ignore[attr-defined]


class VersionForm(forms.Form):
    """Which text somebody has read."""

    version = forms.IntegerField(min_value=1, max_value=LATEST_VERSION)
