from datetime import timedelta

from allauth.account.forms import SignupForm as AllauthSignupForm
from django import forms
from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import validate_password
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.actions.members import reserve_name
from accounts.forms.fields import DisplayNameField, free_pseudonym
from accounts.models import User

# How long an account lives whose mailbox is never confirmed, and so its name.
UNCONFIRMED_KEPT = timedelta(days=14)


class SignupForm(AllauthSignupForm):
    """E-mail, a name to be known by, and a password: nothing else is asked."""

    display_name = DisplayNameField(
        label=_("Name in the community"),
        help_text=_("Everybody sees it. It need not be your real name."),
    )
    account_already_exists: bool
    field_order = ["email", "display_name", "password1"]

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["display_name"].initial = free_pseudonym()

    def validate_unique_email(self, value: str) -> str:
        """A mailbox that somebody claims beside his own is still its owner's to sign up with."""
        email = super().validate_unique_email(value)
        self.account_already_exists = User.objects.reached_at(email).exists()
        return email

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

    def _leave_no_trace_of_a_difference(self) -> None:
        make_password(self.cleaned_data["password1"])
        until = timezone.now() + UNCONFIRMED_KEPT
        reserve_name(display_name=self.cleaned_data["display_name"], until=until)

    def try_save(self, request):
        """Of two sign-ups at once for one mailbox or name, the second takes the normal path.

        A known mailbox costs the same time and keeps the name just as a new account would, so
        that neither the clock nor a second try tells who is a member (A-AU-01).
        """
        if self.account_already_exists:
            self._leave_no_trace_of_a_difference()
        try:
            with transaction.atomic():
                return super().try_save(request)
        except IntegrityError:
            self.account_already_exists = True
            return super().try_save(request)
