"""What somebody entitled says when he decides about a question."""

import re
from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.conf import settings
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from community.forms.fields import BodyField, LineField
from community.forms.guarding import GuardedForm
from community.models import Question
from community.models.decision import EXPLANATION_LENGTH
from community.policies.closing import reasons_to_close
from config.text import clean_line

LONGEST_NUMBER = 15
CANDIDATES = 8
_NUMBER = re.compile(rf"#?([0-9]{{1,{LONGEST_NUMBER}}})")
_ADDRESS = re.compile(rf"(?:/[a-z]{{2}})?/questions/([0-9]{{1,{LONGEST_NUMBER}}})(?:/.*)?")


def question_id_in(text: str) -> int | None:
    """The question that a number or an address of this community names, if it names one."""
    found = _NUMBER.fullmatch(text)
    if found is None:
        try:
            address = urlsplit(text)
        except ValueError:
            return None
        if address.netloc not in {"", urlsplit(settings.BASE_URL).netloc}:
            return None
        found = _ADDRESS.fullmatch(address.path)
    return int(found[1]) if found else None


def questions_called(words: str, *, besides: Question, viewer: Any) -> list[Question]:
    """With `words` in their titles, in the language of `besides`: both are read side by side."""
    title = clean_line(words)
    if not title:
        return []
    titled = Question.objects.visible_to(viewer).titled(title).exclude(pk=besides.pk)
    rows = titled.filter(merged_into=None, language=besides.language).with_speaker()
    return list(rows.order_by("-affected_count", "-id")[:CANDIDATES])


class ExplanationField(BodyField):
    """Why, in words that the author and every reader see."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=EXPLANATION_LENGTH, rows=4, **kwargs)


class QuestionField(LineField):
    """A question by its number or address; clean, it is a Question that `viewer` may see."""

    viewer: Any = None

    def clean(self, value: Any) -> Question | None:
        text = super().clean(value)
        if not text:
            return None
        number = question_id_in(text)
        readable = Question.objects.visible_to(self.viewer).filter(merged_into=None)
        found = readable.with_speaker().filter(pk=number or 0).first()
        if found is None and number:
            moved = Question.objects.visible_to(self.viewer).merged_from(number)
            found = moved.with_speaker().first()
        if found is None:
            raise forms.ValidationError(
                _("There is no such question here. Please paste its address or its number.")
            )
        return found


class DecisionForm(GuardedForm):
    """The base: about which question, and who decides."""

    guarded: tuple[str, ...] = ("explanation",)

    def __init__(self, *args: Any, question: Question, viewer: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.question = question
        self.viewer = viewer


class SureForm(DecisionForm):
    """Nothing has to be said; the button says it."""


class NoteForm(DecisionForm):
    explanation = ExplanationField(
        label=_("Do you want to say why?"),
        required=False,
        help_text=_("Everybody can read it, and the person who asked is told."),
    )


class WhyForm(DecisionForm):
    explanation = ExplanationField(
        label=_("Why?"),
        min_length=2,
        help_text=_("Everybody can read it, and the person who asked is told."),
    )


class DetailsForm(DecisionForm):
    explanation = ExplanationField(
        label=_("What is missing?"),
        min_length=2,
        help_text=_("For example: which device, which version, what the display shows."),
    )


class DiffersForm(DecisionForm):
    explanation = ExplanationField(
        label=_("What is different in your case?"),
        min_length=10,
        help_text=_("It stands above your question, so that the right answers come."),
    )


class CloseForm(DecisionForm):
    reason = forms.ChoiceField(label=_("Why is it closed?"), widget=forms.RadioSelect)
    other = QuestionField(
        label=_("Which question was asked before?"),
        help_text=_("Its address, its number, or words of its title."),
        error_messages={"required": _("Please say which question was asked before.")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "data-asked-before": ""}),
    )
    explanation = ExplanationField(
        label=_("Do you want to add something?"),
        required=False,
        help_text=_("Everybody can read it, and the person who asked is told."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reasons = reasons_to_close(self.viewer, self.question)
        self.fields["reason"].choices = [(reason.value, reason.label) for reason in reasons]  # type: ignore[attr-defined]
        self.fields["other"].viewer = self.viewer  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("reason") != Question.Closed.DUPLICATE:
            self.errors.pop("other", None)
            cleaned["other"] = None
        elif "other" in self.errors and self.candidates:
            self.errors["other"] = self.error_class(
                [gettext("Please choose the one that you mean.")]
            )
        return cleaned

    @cached_property
    def candidates(self) -> list[Question]:
        """Those that the words typed for `other` may mean."""
        words = self["other"].data or ""
        if not self.is_bound or question_id_in(words):
            return []
        return questions_called(words, besides=self.question, viewer=self.viewer)


class KindForm(NoteForm):
    kind = forms.ChoiceField(
        label=_("What is it?"), choices=Question.Kind, widget=forms.RadioSelect
    )

    field_order = ("kind", "explanation")


class OtherQuestionForm(DecisionForm):
    """Which other question is meant: a number, an address, or words to look for."""

    guarded = ()

    other = QuestionField(
        label=_("Which question do you mean?"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "url"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["other"].viewer = self.viewer  # type: ignore[attr-defined]
