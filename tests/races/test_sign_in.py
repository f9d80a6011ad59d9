"""Signing in and up by many at once."""

from functools import partial

import pytest
from allauth.socialaccount.models import SocialAccount
from django.test import Client
from django.urls import reverse

from accounts.actions.sessions import end_all_sessions
from accounts.models import User
from config import identity_providers
from tests.accounts.openid_provider import OpenIDProvider, come_by
from tests.accounts.second_factor import make_staff, sign_in
from tests.factories import PASSWORD, make_member
from tests.races.parallel import THREADS, at_once, failures, times

SIGN_IN = reverse("account_login")
LENA = "lena@example.org"
SPELLINGS = [LENA, "LENA@example.org", " lena@Example.org ", "ｌｅｎａ@example.org"]


@pytest.fixture
def tried(monkeypatch):
    """The passwords that reach the hash."""
    reached = []
    monkeypatch.setattr(User, "check_password", lambda self, raw: bool(reached.append(raw)))
    return reached


def guess(number: int) -> None:
    """From a network of its own, in one of the spellings."""
    form = {"login": SPELLINGS[number % 4], "password": f"guess number {number}"}
    Client().post(SIGN_IN, form, REMOTE_ADDR=f"198.51.100.{number}")


def test_hundred_guesses_at_once_reach_the_hash_five_times(tried, at_noon):
    """C-23, A-AU-03: counted before, by one shared counter, whatever the spelling."""
    make_member(email=LENA)

    results = at_once(partial(guess, number) for number in range(100))

    assert failures(results) == []
    assert len(tried) == 5


def test_hundred_guesses_of_one_network_are_six(tried, at_noon):
    """A-AU-03, A-VO-17"""
    calls = (
        partial(Client().post, SIGN_IN, {"login": f"p{n}@example.org", "password": "x" * 12})
        for n in range(100)
    )
    for number in range(100):
        make_member(email=f"p{number}@example.org")

    results = at_once(calls)

    assert failures(results) == []
    assert len(tried) <= 6


def test_codes_guessed_at_once_are_counted(monkeypatch, at_noon):
    """A-AU-03: ten browsers that know the password."""
    user, _secret = make_staff("curator")
    browsers = []
    for number in range(10):
        client = Client(REMOTE_ADDR=f"198.51.100.{number}")
        sign_in(client, user)
        browsers.append(client)
    compared = []
    monkeypatch.setattr(
        "allauth.mfa.totp.internal.auth.TOTP.validate_code",
        lambda self, code: bool(compared.append(code)),
    )

    results = at_once(
        partial(browser.post, reverse("mfa_authenticate"), {"code": f"{number:06}"})
        for browser in browsers
        for number in range(10)
    )

    assert failures(results) == []
    assert 1 <= len(compared) <= 60


def test_first_sign_in_by_a_provider_at_once_makes_one_account(settings):
    """C-03: one person in many windows."""
    with OpenIDProvider() as provider:
        configured = [provider.configured()]
        settings.OIDC_ISSUERS = identity_providers.issuers(configured)
        settings.SOCIALACCOUNT_PROVIDERS = {
            "openid_connect": identity_providers.openid_connect(configured)
        }
        settings.ACCOUNT_RATE_LIMITS = False
        provider.claims = {"sub": "1", "email": LENA, "email_verified": True}
        windows = [Client() for _ in range(5)]
        for window in windows:
            come_by(provider, window)

        results = at_once(
            partial(
                window.post,
                reverse("socialaccount_signup"),
                {"email": LENA, "display_name": f"Lena Number {number}"},
            )
            for number, window in enumerate(windows)
        )

    assert failures(results) == []
    assert {response.status_code for response in results} <= {200, 302}
    assert User.objects.count() == SocialAccount.objects.count() == 1


def test_sign_in_while_everything_is_ended_is_ended_or_new():
    """A-AU-09: no session of before survives."""
    user = make_member(email=LENA)
    before = [Client() for _ in range(4)]
    for client in before:
        client.post(SIGN_IN, {"login": LENA, "password": PASSWORD}, REMOTE_ADDR="192.0.2.7")

    results = at_once(times(THREADS, partial(end_all_sessions, user=user)))

    assert failures(results) == []
    user.refresh_from_db()
    assert user.session_version == THREADS
    page = reverse("accounts:points")
    assert {client.get(page).status_code for client in before} == {302}
