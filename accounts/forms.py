from random import SystemRandom

from allauth.account.forms import SignupForm as AllauthSignupForm
from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.db import IntegrityError, transaction
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.names import UnacceptableName, check_name
from accounts.pseudonyms import propose_pseudonym


class SignupForm(AllauthSignupForm):
    """E-mail, a name to be known by, and a password: nothing else is asked."""

    display_name = forms.CharField(
        label=_("Name in the community"),
        max_length=80,
        help_text=_("Everybody sees it. It need not be your real name."),
        widget=forms.TextInput(attrs={"autocomplete": "nickname"}),
    )
    field_order = ["email", "display_name", "password1"]

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["display_name"].initial = _free_pseudonym()

    def clean_display_name(self) -> str:
        try:
            name = check_name(
                self.cleaned_data["display_name"], settings.COMMUNITY["reserved_words"]
            )
        except UnacceptableName as problem:
            raise forms.ValidationError(str(problem)) from None
        if User.objects.named(name).exists():
            raise forms.ValidationError(_name_taken())
        return name

    def clean(self) -> dict:
        """allauth compares the password with the e-mail address; it does not know the name."""
        cleaned = super().clean()
        named = User(display_name=cleaned.get("display_name", ""))
        if "password1" in cleaned:
            try:
                validate_password(cleaned["password1"], named)
            except forms.ValidationError as problem:
                self.add_error("password1", problem)
        return cleaned

    def try_save(self, request):
        """Of two sign-ups at once for one mailbox or name, the second takes the normal path."""
        try:
            with transaction.atomic():
                return super().try_save(request)
        except IntegrityError:
            self.account_already_exists = True
            return super().try_save(request)


def _name_taken():
    return _("Somebody already has this name or one that looks like it. Please choose another.")


def _free_pseudonym() -> str:
    language = get_language() or "en"
    for _attempt in range(5):
        name = propose_pseudonym(SystemRandom(), language)
        if not User.objects.named(name).exists():
            return name
    return ""
