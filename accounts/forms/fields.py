"""Form fields about people, the same for every form."""

from random import SystemRandom
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts.disposable_mail import is_disposable
from accounts.mailbox import UnacceptableMailbox, canonical_mailbox
from accounts.models import is_name_taken
from accounts.names import MOST_CODE_POINTS, NAME_TAKEN, UnacceptableName, check_name
from accounts.pseudonyms import propose_pseudonym
from config.text import clean_line, is_blank


class LineField(forms.CharField):
    """One line of text: control and invisible characters are gone, white space is folded."""

    def to_python(self, value) -> str:
        line = clean_line((super().to_python(value) or "").replace("\x00", ""))
        return "" if is_blank(line) else line


class MailboxField(forms.CharField):
    """An e-mail address in its one spelling; what is doubtful or thrown away soon is refused."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.EmailInput(attrs={"autocomplete": "email"})
        super().__init__(widget=widget, **kwargs)

    def clean(self, value: Any) -> str:
        address = super().clean(value)
        try:
            mailbox = canonical_mailbox(address)
        except UnacceptableMailbox as problem:
            raise forms.ValidationError(str(problem)) from None
        if is_disposable(mailbox):
            raise forms.ValidationError(
                _("Please use an address that you keep: we send answers to it.")
            )
        return mailbox


class DisplayNameField(forms.CharField):
    """A name that nobody has, that speaks for nobody else, and that need not be the real one."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput(attrs={"autocomplete": "nickname"})
        super().__init__(max_length=MOST_CODE_POINTS, widget=widget, **kwargs)

    def clean(self, value: Any) -> str:
        typed = super().clean(value)
        try:
            name = check_name(typed, settings.COMMUNITY["reserved_words"])
        except UnacceptableName as problem:
            raise forms.ValidationError(str(problem)) from None
        if is_name_taken(name):
            raise forms.ValidationError(NAME_TAKEN)
        return name


def free_pseudonym() -> str:
    """A friendly name in the language of the page that nobody has; empty after five bad throws."""
    language = get_language() or "en"
    for _attempt in range(5):
        name = propose_pseudonym(SystemRandom(), language)
        if not is_name_taken(name):
            return name
    return ""
