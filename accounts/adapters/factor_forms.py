"""Forms in which a second factor is shown, or a passkey set up."""

from collections.abc import Callable

from allauth.account.adapter import get_adapter
from allauth.core import context
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn import forms as webauthn
from django.core.exceptions import ValidationError
from fido2.webauthn import AuthenticationResponse, AuthenticatorData, RegistrationResponse

from accounts.actions.staff_sign_in import record_failed_sign_in
from accounts.known_devices import count_guess
from accounts.models import User
from config.limits import TooOften

_MALFORMED = (AttributeError, IndexError, KeyError, TypeError, ValueError)


class _CountedCode:
    """Wrong codes are counted so that nobody guesses, and nobody locks the owner out (A-AU-03)."""

    user: User

    def clean_code(self) -> str:
        try:
            guess = count_guess(context.request, "second-factor", self.user.email or "")
        except TooOften:
            raise get_adapter().validation_error("too_many_login_attempts") from None
        try:
            code = super().clean_code()  # type: ignore[misc]
        except ValidationError:
            record_failed_sign_in(user=self.user)
            raise
        guess.was_right()
        return code


class SecondFactorForm(_CountedCode, AuthenticateForm):
    pass


class ProveAgainForm(_CountedCode, ReauthenticateForm):
    pass


class _WellFormed:
    """What is no answer of a browser is a wrong answer; the library would fail on it."""

    read: Callable = AuthenticationResponse.from_dict
    cleaned_data: dict

    def clean_credential(self):
        try:
            type(self).read(self.cleaned_data["credential"])
        except _MALFORMED:
            raise get_adapter().validation_error("incorrect_code") from None
        inherited = getattr(super(), "clean_credential", lambda: self.cleaned_data["credential"])
        return inherited()


class SecondPasskeyForm(_WellFormed, webauthn.AuthenticateWebAuthnForm):
    pass


class ProveByPasskeyForm(_WellFormed, webauthn.ReauthenticateWebAuthnForm):
    pass


class AddPasskeyForm(_WellFormed, webauthn.AddWebAuthnForm):
    read = RegistrationResponse.from_dict


class PasskeyForm(_WellFormed, webauthn.LoginWebAuthnForm):
    """A passkey alone signs in only if the device checked who holds it (PIN, finger, face)."""

    def clean_credential(self) -> Authenticator:
        authenticator = super().clean_credential()
        given = AuthenticationResponse.from_dict(self.cleaned_data["credential"])
        if not given.response.authenticator_data.flags & AuthenticatorData.FLAG.UV:
            raise get_adapter().validation_error("unverified_person")
        return authenticator
