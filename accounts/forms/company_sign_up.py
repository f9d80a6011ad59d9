from allauth.socialaccount.forms import SignupForm
from django.db import IntegrityError, transaction
from django.http import HttpRequest
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from accounts.actions.claims import remove_claimed_account
from accounts.forms.fields import DisplayNameField, free_pseudonym
from accounts.models import User


class CompanySignUpForm(SignupForm):
    """The first time somebody comes by an identity provider: a name, and an address to confirm
    unless the provider has."""

    display_name = DisplayNameField(
        label=_("Name in the community"),
        help_text=_("Everybody sees it. It need not be your real name."),
    )
    field_order = ["email", "display_name"]

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["display_name"].initial = free_pseudonym()

    def validate_unique_email(self, value: str) -> str:
        """What was only claimed is no hindrance to whom the provider vouches for (A-AU-15)."""
        email = super().validate_unique_email(value)
        if self._is_vouched_for(email) and User.objects.only_claimed().filter(email=email):
            self.account_already_exists = False
        return email

    def try_save(self, request: HttpRequest):
        """Of two first sign-ins at once by one person, the second is told to come again (C-03)."""
        try:
            with transaction.atomic():
                if self._is_vouched_for(self.cleaned_data["email"]):
                    remove_claimed_account(mailbox=self.cleaned_data["email"])
                return super().try_save(request)
        except IntegrityError:
            return None, redirect("account_login")

    def _is_vouched_for(self, email: str) -> bool:
        return any(
            address.verified and address.email == email
            for address in self.sociallogin.email_addresses
        )
