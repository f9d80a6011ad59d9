"""An authenticator app for tests, and a browser that signs in with it."""

import time

from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.test import Client
from django.urls import reverse

from accounts.models import User
from tests.factories import PASSWORD, make_member


def make_staff(role: str, *, app: bool = True) -> tuple[User, str]:
    """Somebody with a role who can sign in, and the secret of his app."""
    user = make_member(email=f"{role}@fjordnet.example", roles=role)
    return user, set_up_app(user) if app else ""


def set_up_app(user: User) -> str:
    secret = generate_totp_secret()
    TOTP.activate(user, secret)
    RecoveryCodes.activate(user)
    return secret


def code(secret: str, *, steps: int = 0) -> str:
    """What the app shows now, or `steps` half minutes later."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps))


def sign_in(client: Client, user: User, given: str = "") -> None:
    """By password, and by the second factor where a code is given."""
    client.post(reverse("account_login"), {"login": user.email, "password": PASSWORD})
    if given:
        client.post(reverse("mfa_authenticate"), {"code": given})
