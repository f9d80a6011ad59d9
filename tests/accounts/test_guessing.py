"""A-AU-03, A-AU-18, A-AU-20: guesses are counted before anything is hashed, and lock nobody out."""

from itertools import count

import pytest
from django.test import Client
from django.urls import reverse

from accounts.known_devices import COOKIE
from accounts.models import User
from accounts.notifications.models import OutgoingMail
from tests.accounts.second_factor import code, make_staff, sign_in
from tests.factories import PASSWORD, make_member
from tests.patience import processor_seconds

_number = count(100)
SIGN_IN = reverse("account_login")
SIGN_UP = reverse("account_signup")
LENA = "lena@example.org"
WRONG = "a wrong pass phrase"


@pytest.fixture
def lena(db):
    return make_member(email=LENA, display_name="Lena B.")


@pytest.fixture
def hashed(monkeypatch):
    tried = []
    check = User.check_password

    def counted(self, raw):
        tried.append(raw)
        return check(self, raw)

    monkeypatch.setattr(User, "check_password", counted)
    return tried


def guess(client: Client, login: str = LENA, password: str = WRONG, address: str = "192.0.2.1"):
    return client.post(SIGN_IN, {"login": login, "password": password}, REMOTE_ADDR=address)


def is_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def test_five_failures_stop_further_tries_from_anywhere(client, lena, hashed, at_noon):
    for number in range(9):
        guess(client, address=f"198.51.100.{number}")

    assert len(hashed) == 5


@pytest.mark.parametrize(
    "spelling", ["LENA@example.org", " lena@Example.ORG ", "lena@ｅｘａｍｐｌｅ.org"]
)
def test_spellings_of_one_mailbox_are_counted_together(client, lena, hashed, at_noon, spelling):
    for number in range(5):
        guess(client, spelling, address=f"198.51.100.{number}")

    guess(client, password=PASSWORD, address="203.0.113.9")

    assert not is_in(client)


def test_owner_at_his_own_browser_is_not_locked_out(lena, at_noon):
    """No weapon: an attacker uses the five tries up, Lena still enters."""
    hers = Client()
    guess(hers, password=PASSWORD)
    hers.post(reverse("account_logout"))
    for number in range(20):
        guess(Client(), address=f"198.51.100.{number}")

    guess(hers, password=PASSWORD)

    assert is_in(hers)


def test_owner_in_the_attackers_network_is_not_locked_out(lena, at_noon):
    hers = Client()
    guess(hers, password=PASSWORD)
    hers.post(reverse("account_logout"))
    for number in range(40):
        guess(Client(), f"person{number}@example.org")

    guess(hers, password=PASSWORD)

    assert is_in(hers)


def test_known_browser_has_five_tries_as_well(lena, hashed, at_noon):
    hers = Client()
    guess(hers, password=PASSWORD)
    hers.post(reverse("account_logout"))
    hashed.clear()

    for _ in range(9):
        guess(hers)

    assert len(hashed) == 5


def test_knowing_one_account_opens_no_way_around_the_limit_of_another(lena, hashed, at_noon):
    make_member(email="attacker@example.org")
    his = Client()
    guess(his, "attacker@example.org", PASSWORD)
    his.post(reverse("account_logout"))
    hashed.clear()

    for number in range(9):
        guess(his, address=f"198.51.100.{number}")

    assert len(hashed) == 5


@pytest.mark.parametrize("forged", ["", "x", "W1sieCIsInkiXV0:1abc:def", "\u0000"])
def test_forged_cookie_makes_nothing_known(lena, hashed, at_noon, forged):
    for number in range(9):
        client = Client()
        client.cookies[COOKIE] = forged
        guess(client, address=f"198.51.100.{number}")

    assert len(hashed) <= 5


def test_cookie_is_signed_hidden_from_scripts_and_names_nobody(client, lena):
    guess(client, password=PASSWORD)

    cookie = client.cookies[COOKIE]
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")
    assert LENA not in cookie.value


def test_successful_sign_ins_are_no_failures(lena, at_noon):
    for number in range(8):
        client = Client()
        guess(client, password=PASSWORD, address=f"198.51.100.{number}")
        assert is_in(client), number


def test_an_office_signs_in_from_one_network(db, at_noon):
    """A-AU-03: what was no failure does not use the network's tries up."""
    for number in range(8):
        make_member(email=f"member{number}@example.org")

    for number in range(8):
        client = Client()
        guess(client, f"member{number}@example.org", PASSWORD)
        assert is_in(client), number


def test_own_account_gives_an_attacker_no_tries_back(lena, hashed, at_noon):
    make_member(email="attacker@example.org")
    for number in range(6):
        guess(Client(), f"member{number}@example.org")
        guess(Client(), "attacker@example.org", PASSWORD)
    hashed.clear()

    guess(Client(), LENA)

    assert hashed == []


@pytest.mark.parametrize("page", ["account_request_login_code", "account_reset_password"])
def test_who_has_mails_sent_to_somebody_keeps_him_from_none(lena, at_noon, page):
    """A-AU-03, A-DO-12: three for everybody else, and the owner still gets his own."""
    hers = Client()
    guess(hers, password=PASSWORD)
    hers.post(reverse("account_logout"))
    for number in range(9):
        address = f"198.51.100.{number}"
        refused = Client().post(reverse(page), {"email": LENA}, REMOTE_ADDR=address)
    assert "several mails" in refused.text
    assert OutgoingMail.objects.count() == 3

    response = hers.post(reverse(page), {"email": LENA})

    assert response.status_code == 302
    assert OutgoingMail.objects.count() == 4


def test_limiter_answers_before_the_hash(client, lena, hashed, at_noon):
    """A-AU-02"""
    for _ in range(30):
        guess(client)

    assert len(hashed) <= 5


def test_endless_password_is_not_hashed(client, lena, hashed):
    """A-AU-18"""
    with processor_seconds(0.5):
        response = guess(client, password="x" * 900_000)

    assert hashed == []
    assert response.status_code == 200


def test_endless_password_and_name_are_refused_at_sign_up(client, db, monkeypatch):
    """A-AU-18"""
    monkeypatch.setattr(User, "set_password", lambda *_: pytest.fail("hashed"))

    response = client.post(
        SIGN_UP,
        {"email": LENA, "display_name": "L" * 10_000, "password1": "pässword-" * 40_000},
    )

    assert {"display_name", "password1"} <= set(response.context["form"].errors)


def test_megabyte_is_refused_at_the_door(client, lena, hashed):
    assert guess(client, password="x" * 1_100_000).status_code == 400
    assert hashed == []


class TestSecondFactor:
    @pytest.fixture
    def curator(self, db):
        return make_staff("curator")

    def wrong(self, client: Client, address: str) -> None:
        client.post(reverse("mfa_authenticate"), {"code": "000000"}, REMOTE_ADDR=address)

    def test_codes_are_not_guessed(self, curator, at_noon):
        user, secret = curator
        attacker = Client()
        sign_in(attacker, user)
        for _ in range(10):
            self.wrong(attacker, "198.51.100.1")

        attacker.post(
            reverse("mfa_authenticate"), {"code": code(secret)}, REMOTE_ADDR="198.51.100.1"
        )

        assert not is_in(attacker)

    def test_right_codes_are_no_failures(self, curator, at_noon):
        """A-AU-03"""
        user, secret = curator
        for each in user.authenticator_set.get(type="recovery_codes").wrap().get_unused_codes():
            sign_in(Client(), user, each)

        owner = Client()
        sign_in(owner, user, code(secret))

        assert is_in(owner)

    def test_owner_enters_from_his_network_meanwhile(self, curator, at_noon):
        """Who knows the password cannot lock the second factor."""
        user, secret = curator
        attacker = Client()
        sign_in(attacker, user)
        for _ in range(30):
            self.wrong(attacker, "198.51.100.1")

        owner = Client()
        sign_in(owner, user, code(secret))

        assert is_in(owner)


class TestSignUpFlood:
    def sign_up(self, email: str, address: str = "192.0.2.1"):
        form = {"email": email, "display_name": f"Newcomer {next(_number)} Abc"}
        return Client().post(SIGN_UP, form | {"password1": PASSWORD}, REMOTE_ADDR=address)

    def test_twenty_a_minute_from_one_network(self, db):
        statuses = [self.sign_up(f"p{number}@example.org").status_code for number in range(22)]

        assert statuses[-2:] == [429, 429]

    def test_neighbours_in_one_ipv6_network_are_one(self, db):
        statuses = [
            self.sign_up(f"p{number}@example.org", f"2001:db8::{number:x}").status_code
            for number in range(22)
        ]

        assert 429 in statuses

    @pytest.mark.parametrize("state", ["known", "unknown"])
    def test_sub_addresses_of_one_mailbox_are_counted(self, db, state):
        """A-AU-16, A-AU-20: alike for members and strangers."""
        if state == "known":
            make_member(email="bob@gmail.com")
        for number in range(5):
            dotted = "b.o.b" if number % 2 else "bob"
            assert self.sign_up(f"{dotted}+{number}@gmail.com").status_code == 302

        response = self.sign_up("bob@googlemail.com")

        assert "Come back tomorrow" in response.text

    @pytest.mark.parametrize("domain", ["mailinator.com", "sub.mailinator.com", "10minutemail.com"])
    def test_throw_away_mailbox_is_refused(self, db, domain):
        response = self.sign_up(f"bob@{domain}")

        assert "an address that you keep" in response.text
        assert not User.objects.exists()

    def test_operator_adds_and_excepts_domains(self, db, settings):
        settings.REFUSED_MAIL_DOMAINS = ["burner.example"]
        settings.ALLOWED_MAIL_DOMAINS = ["mailinator.com"]

        assert self.sign_up("bob@burner.example").status_code == 200
        assert self.sign_up("bob@mailinator.com").status_code == 302


class TestMailedCode:
    ASK = reverse("account_request_login_code")
    ENTER = reverse("account_confirm_login_code")

    @pytest.mark.parametrize("state", ["unknown", "known", "unconfirmed", "closed"])
    def test_asking_tells_nobody_who_is_a_member(self, client, db, state):
        """A-AU-01: same status, same page, one mail."""
        if state != "unknown":
            make_member(email=LENA, verified=state != "unconfirmed", is_active=state != "closed")

        response = client.post(self.ASK, {"email": LENA}, follow=True)

        assert response.redirect_chain == [(self.ENTER, 302)]
        assert OutgoingMail.objects.filter(to=LENA).count() == 1
        assert len(response.content) == len(_page_of_unknown())

    def test_code_signs_in(self, client, lena):
        client.post(self.ASK, {"email": LENA})

        client.post(self.ENTER, {"code": _code()})

        assert is_in(client)

    def test_code_is_of_no_use_elsewhere(self, client, lena):
        client.post(self.ASK, {"email": LENA})
        thief = Client()
        thief.post(self.ASK, {"email": "thief@example.org"})

        thief.post(self.ENTER, {"code": _code(to=LENA)})

        assert not is_in(thief)

    def test_second_factor_is_asked_for_after_it(self, client, db):
        user, _secret = make_staff("curator")
        client.post(self.ASK, {"email": user.email})

        response = client.post(self.ENTER, {"code": _code()})

        assert response["Location"] == reverse("mfa_authenticate")
        assert not is_in(client)

    def test_three_wrong_codes_end_it(self, client, lena):
        client.post(self.ASK, {"email": LENA})
        right = _code()
        for _ in range(3):
            client.post(self.ENTER, {"code": "AAAAAA"})

        client.post(self.ENTER, {"code": right})

        assert not is_in(client)

    def test_mailbox_is_not_flooded(self, client, lena):
        """A-DO-12"""
        for _ in range(6):
            Client().post(self.ASK, {"email": LENA})

        assert OutgoingMail.objects.filter(to=LENA).count() == 3


def _code(to: str | None = None) -> str:
    mails = OutgoingMail.objects.filter(to=to) if to else OutgoingMail.objects.all()
    lines = mails.latest("id").text.splitlines()
    return next(line for line in lines if len(line) >= 6 and line.isupper() and " " not in line)


def _page_of_unknown() -> bytes:
    browser = Client()
    browser.post(TestMailedCode.ASK, {"email": "lena@example.net"})
    return browser.get(TestMailedCode.ENTER).content
