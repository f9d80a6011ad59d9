"""Passkeys: set up, signed in with, and what of a forged one counts."""

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse

from accounts import passkeys
from tests.accounts.second_factor import make_staff, sign_in
from tests.accounts.soft_passkey import PRESENT, SoftPasskey
from tests.factories import make_member

CURATE = reverse("knowledge:curate")


@pytest.fixture
def lena(db):
    return make_member(email="lena@example.org", display_name="Lena B.")


@pytest.fixture
def passkey(lena):
    """Hers, set up in another browser."""
    browser = Client()
    sign_in(browser, lena)
    passkey = SoftPasskey()
    passkey.set_up(browser)
    return passkey


def is_in(client: Client) -> bool:
    return client.get(reverse("accounts:points")).status_code == 200


def test_passkey_signs_in_without_a_password(client, passkey):
    passkey.sign_in(client)

    assert is_in(client)


def test_recovery_codes_come_with_it(passkey, lena):
    kinds = Authenticator.objects.filter(user=lena).values_list("type", flat=True)

    assert set(kinds) == {"webauthn", "recovery_codes"}


def test_passkey_alone_gives_a_role_its_power(client, db, settings):
    settings.REQUIRE_SECOND_FACTOR = True
    user, _secret = make_staff("curator", app=False)
    browser = Client()
    sign_in(browser, user)
    passkey = SoftPasskey()
    passkey.set_up(browser)

    passkey.sign_in(client)

    assert client.get(CURATE).status_code == 200


def test_device_that_did_not_check_its_owner_is_not_enough(client, passkey):
    """A key that was found in the street would be both factors at once."""
    response = passkey.sign_in(client, flags=PRESENT)

    assert not is_in(client)
    assert "did not check that it is you" in client.get(response["Location"]).text


def test_answer_to_another_question_is_refused(client, passkey):
    """What was overheard once is not said again."""
    passkey.sign_in(client, challenge="A" * 43)

    assert not is_in(client)


def test_answer_made_for_another_site_is_refused(client, passkey):
    """A false page gets nothing that works here."""
    passkey.host = "evil.example"

    passkey.sign_in(client)

    assert not is_in(client)


def test_answer_works_once(client, passkey):
    begun = client.get(
        reverse("mfa_login_webauthn"), headers={"Host": "localhost", "Accept": "application/json"}
    )
    challenge = begun.json()["request_options"]["publicKey"]["challenge"]
    thief = Client()

    passkey.sign_in(client, challenge=challenge)
    passkey.sign_in(thief, challenge=challenge)

    assert not is_in(thief)


def test_unknown_passkey_opens_nothing(client, passkey, lena):
    stranger = SoftPasskey()
    stranger._owner = passkey._owner

    stranger.sign_in(client)

    assert not is_in(client)


@pytest.mark.parametrize("nonsense", ["", "x", "{}", "[]", "null", '{"id": 1}', '{"response": {}}'])
def test_nonsense_is_no_error(client, passkey, nonsense):
    client.get(
        reverse("mfa_login_webauthn"), headers={"Host": "localhost", "Accept": "application/json"}
    )

    response = client.post(reverse("mfa_login_webauthn"), {"credential": nonsense})

    assert response.status_code == 302
    assert not is_in(client)


@pytest.mark.parametrize("nonsense", ["", "x", "{}", "[]", "null", '{"id": 1}', '{"response": {}}'])
@pytest.mark.parametrize("page", ["mfa_add_webauthn", "mfa_reauthenticate_webauthn"])
def test_nonsense_is_no_error_in_other_forms_either(client, passkey, lena, page, nonsense):
    passkey.sign_in(client)
    client.get(reverse(page), headers={"Host": "localhost"})

    response = client.post(
        reverse(page), {"name": "x", "credential": nonsense}, headers={"Host": "localhost"}
    )

    assert response.status_code in {200, 302}
    assert Authenticator.objects.filter(user=lena, type="webauthn").count() == 1


def test_closed_account_does_not_enter_by_its_passkey(client, passkey, lena):
    """A-AZ-16"""
    lena.is_active = False
    lena.save(update_fields=["is_active"])

    passkey.sign_in(client)

    assert not is_in(client)


def test_password_alone_is_not_enough_any_more(client, passkey, lena):
    sign_in(client, lena)

    assert not is_in(client)


@pytest.mark.parametrize(
    ("host", "possible"),
    [
        ("localhost", True),
        ("localhost:8000", True),
        ("community.example", True),
        ("127.0.0.1", False),
        ("127.0.0.1:8000", False),
        ("[::1]", False),
        ("[::1]:8000", False),
        ("::1", False),
    ],
)
def test_number_cannot_have_passkeys(host, possible):
    assert passkeys.are_possible_at(host) is possible


@pytest.mark.parametrize(("host", "offered"), [("localhost", True), ("127.0.0.1", False)])
def test_they_are_offered_where_they_are_possible(client, lena, host, offered):
    page = client.get(reverse("account_login"), headers={"Host": host}).text
    client.force_login(lena)
    settings_page = client.get(reverse("mfa_index"), headers={"Host": host}).text

    assert ("Sign in with a passkey" in page) is offered
    assert ("Passkeys belong to a name" in settings_page) is not offered
