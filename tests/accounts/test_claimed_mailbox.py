"""A-AU-15, A-AU-07, A-AU-08: what was claimed before the owner came is worth nothing."""

import re

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.test import Client
from django.urls import reverse

from accounts.models import User
from accounts.notifications.models import OutgoingMail
from tests.accounts.second_factor import set_up_app, sign_in
from tests.factories import PASSWORD, make_member

SIGN_UP = reverse("account_signup")
SIGN_IN = reverse("account_login")
LENA = "lena@example.org"
ATTACKERS = "the attackers pass phrase"


def sign_up(client: Client, password: str = PASSWORD, email: str = LENA) -> User:
    form = {"email": email, "display_name": f"Somebody {email[:4]}", "password1": password}
    client.post(SIGN_UP, form)
    return User.objects.filter(email=email).latest("pk")


def link(to: str = LENA) -> str:
    text = OutgoingMail.objects.filter(to=to, text__contains="confirm-email").latest("id").text
    return re.search(r"http://127\.0\.0\.1:8000(/\S+)", text)[1]


def is_in(client: Client) -> bool:
    return client.get(reverse("accounts:points")).status_code == 200


def try_password(password: str, email: str = LENA) -> bool:
    client = Client()
    client.post(SIGN_IN, {"login": email, "password": password})
    return is_in(client)


@pytest.fixture
def attacked(db) -> User:
    """Somebody signed up with Lena's address, and left himself every way in he could."""
    user = sign_up(Client(), ATTACKERS)
    SocialAccount.objects.create(user=user, provider="corp", uid="the attacker")
    set_up_app(user)
    return user


def test_owner_confirms_elsewhere_and_the_claims_are_gone(attacked, client):
    client.post(link())

    assert not try_password(ATTACKERS)
    assert not SocialAccount.objects.exists()
    assert not Authenticator.objects.exists()
    assert EmailAddress.objects.get(email=LENA).verified


def test_owner_then_enters_by_a_mailed_code(attacked, client):
    client.post(link())
    client.post(reverse("account_request_login_code"), {"email": LENA})
    code = re.search(r"^[A-Z0-9-]{6,}$", OutgoingMail.objects.latest("id").text, re.MULTILINE)[0]

    client.post(reverse("account_confirm_login_code"), {"code": code})

    assert is_in(client)


def test_code_alone_takes_the_account_over_as_well(attacked, client):
    client.post(reverse("account_request_login_code"), {"email": LENA})
    code = re.search(r"^[A-Z0-9-]{6,}$", OutgoingMail.objects.latest("id").text, re.MULTILINE)[0]

    client.post(reverse("account_confirm_login_code"), {"code": code})

    assert is_in(client)
    assert not try_password(ATTACKERS)


def test_reset_takes_the_account_over_as_well(attacked, client):
    client.post(reverse("account_reset_password"), {"email": LENA})
    path = re.search(r"http://127\.0\.0\.1:8000(/\S+)", OutgoingMail.objects.latest("id").text)[1]
    form = client.get(path, follow=True).request["PATH_INFO"]

    client.post(form, {"password1": PASSWORD, "password2": PASSWORD})

    assert not SocialAccount.objects.exists()
    assert not Authenticator.objects.exists()
    assert not try_password(ATTACKERS)
    assert try_password(PASSWORD)


def test_session_of_the_claimer_is_over(attacked, client, client_of):
    his = client_of(attacked)

    client.post(link())

    assert not is_in(his)


def test_whoever_signed_up_here_just_confirms(client, db):
    sign_up(client)

    assert "password" not in client.get(link()).text.lower()
    client.post(link())

    assert is_in(client)
    assert try_password(PASSWORD)


def test_who_opens_the_link_on_the_phone_gives_the_password_and_keeps_it(db):
    laptop, phone = Client(), Client()
    sign_up(laptop)
    path = link()
    assert "The password you chose" in phone.get(path).text

    phone.post(path, {"password": PASSWORD})

    assert try_password(PASSWORD)


def test_wrong_password_confirms_nothing_and_drops_nothing(attacked, client):
    path = link()

    response = client.post(path, {"password": "a guess of some length"}, follow=True)

    assert "This password is not right" in response.text
    assert not EmailAddress.objects.get(email=LENA).verified
    assert SocialAccount.objects.exists()


def test_link_opened_by_another_member_signs_nobody_in(attacked, stranger, client_of):
    """A-AU-07"""
    other = client_of(stranger)

    other.post(link())

    assert other.session.get("_auth_user_id") in {None, str(stranger.pk)}
    assert EmailAddress.objects.get(email=LENA).user == attacked


class TestFurtherAddress:
    """A member adds a second address, which may be somebody else's."""

    @pytest.fixture
    def member(self, client, db):
        user = make_member(email="member@example.org")
        sign_in(client, user)
        client.post(reverse("account_email"), {"action_add": "", "email": LENA})
        return user

    def test_its_owner_cannot_be_made_to_confirm_it(self, member):
        """A-AU-07: the link asks for the account that added it."""
        victim = Client()

        response = victim.post(link())

        assert response["Location"].startswith(SIGN_IN)
        assert not EmailAddress.objects.get(email=LENA).verified

    def test_who_added_it_confirms_it(self, member, client):
        client.post(link())

        assert EmailAddress.objects.get(email=LENA).verified

    def test_link_is_dead_once_the_address_is_removed(self, member, client):
        """A-AU-08"""
        path = link()
        client.post(reverse("account_email"), {"action_remove": "", "email": LENA})

        assert client.post(path).status_code == 404
        assert not EmailAddress.objects.filter(email=LENA).exists()

    def test_its_owner_can_still_sign_up(self, member):
        visitor = Client()

        lena = sign_up(visitor)
        visitor.post(link())

        assert lena != member
        assert is_in(visitor)
        assert EmailAddress.objects.get(email=LENA, verified=True).user == lena

    def test_reset_by_its_owner_reaches_nobody(self, member):
        Client().post(reverse("account_reset_password"), {"email": LENA})

        assert "there is no account" in OutgoingMail.objects.latest("id").text
        assert member.check_password(PASSWORD)

    def test_code_for_it_signs_into_nothing(self, member):
        Client().post(reverse("account_request_login_code"), {"email": LENA})

        assert "there is no account" in OutgoingMail.objects.latest("id").text


def test_reset_link_does_not_lead_to_a_removed_address(client, db):
    """A-AU-08"""
    user = make_member(email=LENA)
    client.post(reverse("account_reset_password"), {"email": LENA})
    path = re.search(r"http://127\.0\.0\.1:8000(/\S+)", OutgoingMail.objects.latest("id").text)[1]
    User.objects.filter(pk=user.pk).update(email="new@example.org")

    page = client.get(path, follow=True)

    assert "expired or was used" in page.text
