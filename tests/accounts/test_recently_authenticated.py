"""A-AU-11: before a dangerous act one shows that one is who signed in, if that is a while ago."""

import json
import re
import time

import pytest
from allauth.account.internal.flows.reauthentication import STATE_SESSION_KEY
from django.http import HttpResponse
from django.test import Client
from django.urls import path, reverse

from accounts.access import members_only, recently_authenticated
from accounts.notifications.models import OutgoingMail
from config.urls import urlpatterns as real_urls
from tests.accounts.second_factor import code, set_up_app, sign_in
from tests.factories import PASSWORD, make_member, make_user

done = []
ASK = reverse("account_reauthenticate")
BY_MAIL = reverse("accounts:confirm-by-mail")
NEW_PASSWORD = "another pass phrase 7"
SET_PASSWORD = reverse("account_set_password")


@members_only
@recently_authenticated
def dangerous(request):
    done.append(dict(request.POST.items()))
    return HttpResponse("done")


urlpatterns = [path("dangerous/", dangerous, name="dangerous"), *real_urls]
pytestmark = pytest.mark.urls(__name__)


@pytest.fixture(autouse=True)
def _nothing_done():
    done.clear()


@pytest.fixture
def an_hour_later(monkeypatch):
    now = time.time()
    return lambda: monkeypatch.setattr(time, "time", lambda: now + 3600)


@pytest.fixture
def lena(client, db):
    user = make_member(email="lena@example.org", display_name="Lena B.")
    sign_in(client, user)
    return user


def mailed_code() -> str:
    return re.search(r"^([A-Z0-9-]{6,})$", OutgoingMail.objects.latest("id").text, re.MULTILINE)[1]


def test_nobody_is_asked_right_after_signing_in(client, lena):
    assert client.post("/dangerous/", {"what": "erase"}).text == "done"


def test_nobody_who_is_not_signed_in_is_asked(client, db):
    assert client.get("/dangerous/")["Location"].startswith(reverse("account_login"))


def test_an_hour_later_the_password_is_asked_and_nothing_is_done(client, lena, an_hour_later):
    an_hour_later()

    response = client.post("/dangerous/", {"what": "erase"})

    assert response["Location"] == f"{ASK}?next=%2Fdangerous%2F"
    assert done == []


def test_what_was_sent_is_done_afterwards(client, lena, an_hour_later):
    an_hour_later()
    client.post("/dangerous/", {"what": "erase"})

    response = client.post(ASK, {"password": PASSWORD, "next": "/dangerous/"})

    assert response.text == "done"
    assert [each["what"] for each in done] == ["erase"]


def test_wrong_password_does_nothing(client, lena, an_hour_later):
    an_hour_later()
    client.post("/dangerous/", {"what": "erase"})

    client.post(ASK, {"password": "a wrong pass phrase", "next": "/dangerous/"})

    assert done == []


def test_once_shown_it_holds_for_fifteen_minutes(client, lena, an_hour_later):
    an_hour_later()
    client.post(ASK, {"password": PASSWORD})

    assert client.post("/dangerous/", {"what": "erase"}).text == "done"


def test_what_was_given_up_is_not_done_by_a_later_visit(client, lena, an_hour_later):
    an_hour_later()
    client.post("/dangerous/", {"what": "erase"})
    client.get("/dangerous/")

    response = client.post(ASK, {"password": PASSWORD, "next": "/dangerous/"})

    assert response.status_code == 302
    assert done == []


@pytest.mark.parametrize("page", ["/dangerous/", reverse("account_email")])
def test_kept_form_keeps_nothing_of_the_browser(client, lena, an_hour_later, page):
    """A-PR-02, A-LG-02: neither address nor cookies, in our views and in those of the library."""
    an_hour_later()
    client.post(
        page,
        {"what": "erase", "action_add": "", "email": "new@example.org"},
        REMOTE_ADDR="198.51.100.77",
        headers={"X-Forwarded-For": "203.0.113.9", "User-Agent": "Netscape/4"},
    )

    kept = json.dumps(client.session[STATE_SESSION_KEY])

    assert "erase" in kept
    for word in ("198.51.100.77", "203.0.113.9", "Netscape", client.session.session_key):
        assert word not in kept


def test_password_is_never_kept(client, lena, an_hour_later):
    """A-LG-02: such a form leads back to its page."""
    an_hour_later()

    client.post("/dangerous/", {"new_password": "a canary of a pass phrase"})
    client.post(ASK, {"password": PASSWORD, "next": "/dangerous/"})

    assert "canary" not in json.dumps(dict(client.session.items()))
    assert done == []


def test_form_that_cannot_be_kept_leads_back_to_its_page(client, lena, an_hour_later):
    an_hour_later()

    response = client.post(
        "/dangerous/?page=2",
        {"what": "erase"},
        headers={"Referer": "http://testserver/en/me/points/"},
    )

    assert response["Location"] == f"{ASK}?next=%2Fen%2Fme%2Fpoints%2F"
    assert "then do it again" in client.get(response["Location"]).text
    assert done == []


def test_fragment_sends_the_whole_page_there(client, lena, an_hour_later):
    an_hour_later()

    response = client.post("/dangerous/", headers={"HX-Request": "true"})

    assert response.status_code == 204
    assert response["HX-Redirect"].startswith(ASK)


def test_second_factor_shows_it_too(client, lena, an_hour_later):
    secret = set_up_app(lena)
    an_hour_later()
    client.post("/dangerous/", {"what": "erase"})

    client.post(reverse("mfa_reauthenticate"), {"code": code(secret), "next": "/dangerous/"})

    assert len(done) == 1


def test_change_of_mailbox_and_second_factor_are_protected(client, lena, an_hour_later):
    an_hour_later()

    for name in ("account_email", "mfa_activate_totp", "mfa_add_webauthn"):
        response = client.post(reverse(name), {"action_add": "", "email": "new@example.org"})
        assert response["Location"].startswith(ASK), name
    assert not lena.emailaddress_set.filter(email="new@example.org").exists()


class TestWithoutPassword:
    """Who came by “ask first” has neither password nor second factor, but a mailbox."""

    @pytest.fixture
    def guest(self, client, db):
        user = make_user(email="guest@example.org", password=None)
        client.force_login(user)
        client.get(reverse("accounts:points"))
        return user

    def test_code_is_mailed_by_a_button_and_not_by_looking(self, client, guest, an_hour_later):
        """A-CS-05"""
        an_hour_later()
        response = client.post("/dangerous/", {"what": "erase"})
        assert response["Location"] == f"{BY_MAIL}?next=%2Fdangerous%2F"

        client.get(response["Location"])
        assert not OutgoingMail.objects.exists()
        client.post(BY_MAIL, {"action": "send", "next": "/dangerous/"})
        assert OutgoingMail.objects.get().to == "guest@example.org"

    def test_code_does_what_was_sent(self, client, guest, an_hour_later):
        an_hour_later()
        client.post("/dangerous/", {"what": "erase"})
        client.post(BY_MAIL, {"action": "send"})

        client.post(BY_MAIL, {"code": mailed_code().lower(), "next": "/dangerous/"})

        assert [each["what"] for each in done] == ["erase"]

    def test_library_asks_them_as_well(self, client, guest, an_hour_later):
        """Without us it asks nobody who has nothing to be asked for."""
        an_hour_later()

        response = client.get(reverse("mfa_activate_totp"))

        assert response["Location"].startswith(BY_MAIL)

    def test_stolen_session_chooses_no_password(self, client, guest, an_hour_later):
        """A-AU-11: it would be a way in for good."""
        an_hour_later()

        chosen = {"password1": NEW_PASSWORD, "password2": NEW_PASSWORD}
        answers = [client.get(SET_PASSWORD), client.post(SET_PASSWORD, chosen)]

        assert all(answer["Location"].startswith(BY_MAIL) for answer in answers)
        guest.refresh_from_db()
        assert not guest.has_usable_password()

    def test_first_password_is_chosen_right_after_signing_in(self, client, guest):
        client.post(SET_PASSWORD, {"password1": NEW_PASSWORD, "password2": NEW_PASSWORD})

        guest.refresh_from_db()
        assert guest.check_password(NEW_PASSWORD)

    def test_code_works_once_and_not_in_another_browser(self, client, guest, an_hour_later):
        an_hour_later()
        client.post(BY_MAIL, {"action": "send"})
        given = mailed_code()
        thief = Client()
        thief.force_login(guest)

        assert "too old" in thief.post(BY_MAIL, {"code": given}).text
        assert client.post(BY_MAIL, {"code": given}).status_code == 302
        assert "too old" in client.post(BY_MAIL, {"code": given}).text

    def test_code_is_too_old_an_hour_later(self, client, guest, an_hour_later):
        client.post(BY_MAIL, {"action": "send"})
        an_hour_later()

        assert "too old" in client.post(BY_MAIL, {"code": mailed_code()}).text

    def test_guessing_stops_after_five_tries(self, client, guest, an_hour_later):
        client.post(BY_MAIL, {"action": "send"})
        for _ in range(5):
            assert "not the code" in client.post(BY_MAIL, {"code": "ABCDEF"}).text

        assert "Too many tries" in client.post(BY_MAIL, {"code": mailed_code()}).text

    def test_nobody_is_flooded_with_codes(self, client, guest):
        for _ in range(6):
            client.post(BY_MAIL, {"action": "send"})

        assert OutgoingMail.objects.count() == 3

    def test_page_is_not_for_those_with_a_password(self, client, lena):
        assert client.get(BY_MAIL)["Location"].startswith(ASK)
