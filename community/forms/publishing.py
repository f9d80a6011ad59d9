from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.actions.declarations import declaration_question
from accounts.forms.fields import DisplayNameField, free_pseudonym
from community.forms.asking import MAX_TITLE_LENGTH, MIN_TITLE_LENGTH
from community.forms.fields import BodyField, LineField
from community.forms.guarding import GuardedForm


class PublishForm(GuardedForm):
    """What the writer of a kept question may still change before everybody reads it."""

    title = LineField(
        label=_("Your question in one line"),
        min_length=MIN_TITLE_LENGTH,
        max_length=MAX_TITLE_LENGTH,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    body = BodyField(label=_("Details"), min_length=10)

    @property
    def has_a_text_to_mend(self) -> bool:
        return bool(self.errors.keys() & {"title", "body"})


class JoinForm(PublishForm):
    """The same for who has no account yet: what he wants to be called, and for whom he speaks."""

    display_name = DisplayNameField(
        label=_("Name in the community"),
        help_text=_("Everybody sees it. It need not be your real name."),
    )
    speaks_for_us = forms.TypedChoiceField(
        coerce=lambda value: value == "yes",
        choices=[("no", _("No, I speak for myself")), ("yes", _("Yes"))],
        widget=forms.RadioSelect,
        help_text=_("Whoever does is welcome, and is marked on every post."),
        error_messages={"required": _("Please choose “no” or “yes”.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["speaks_for_us"].label = declaration_question()
        if not self.is_bound:
            self.fields["display_name"].initial = free_pseudonym()
