import pytest
from django.urls import reverse

from accounts.models import User
from accounts.notifications.models import OutgoingMail
from tests.factories import PASSWORD, make_member

SIGN_IN = reverse("account_login")
LENA = "lena@example.org"


@pytest.fixture
def lena(db):
    return make_member(email=LENA, display_name="Lena B.")


def form(**values) -> dict:
    return {"login": LENA, "password": PASSWORD} | values


def is_signed_in(client) -> bool:
    return "_auth_user_id" in client.session


def test_member_signs_in_and_goes_where_he_wanted(client, lena):
    response = client.post(SIGN_IN, form(next="/en/questions/"))

    assert is_signed_in(client)
    assert response["Location"] == "/en/questions/"


@pytest.mark.parametrize(
    "evil",
    [
        "https://evil.example/",
        "//evil.example/",
        r"\\evil.example",
        "/\\evil.example",
        "javascript:alert(1)",
        "http:///evil.example",
        "\thttps://evil.example",
    ],
)
def test_nobody_is_led_elsewhere_after_signing_in(client, lena, evil):
    """A-XS-17: no open redirect."""
    response = client.post(SIGN_IN, form(next=evil))

    assert response["Location"] in {"/", "/en/"}


@pytest.mark.parametrize("spelling", ["LENA@EXAMPLE.ORG", " lena@example.org ", "Lena@Example.org"])
def test_spelling_of_the_mailbox_does_not_matter(client, lena, spelling):
    client.post(SIGN_IN, form(login=spelling))

    assert is_signed_in(client)


ACCOUNTS = {
    "unknown": lambda: None,
    "known": lambda: make_member(email=LENA),
    "closed": lambda: make_member(email=LENA, is_active=False),
    "unconfirmed": lambda: make_member(email=LENA, verified=False),
}


def test_wrong_password_and_unknown_mailbox_give_the_same_answer(client, db):
    """A-AU-01"""
    pages = {}
    for name in ("unknown", "known"):
        ACCOUNTS[name]()
        response = client.post(SIGN_IN, form(password="a wrong pass phrase"))
        pages[name] = (response.status_code, len(response.content))

    assert pages["unknown"] == pages["known"]
    assert not OutgoingMail.objects.exists()


@pytest.mark.parametrize("state", ["closed", "unconfirmed"])
def test_closed_or_unconfirmed_account_does_not_enter(client, db, state):
    """A-AZ-16"""
    ACCOUNTS[state]()

    client.post(SIGN_IN, form())

    assert not is_signed_in(client)


def test_closed_account_with_a_wrong_password_looks_like_an_unknown_one(client, db):
    """A-AU-01"""
    unknown = client.post(SIGN_IN, form(password="a wrong pass phrase"))
    ACCOUNTS["closed"]()
    closed = client.post(SIGN_IN, form(password="a wrong pass phrase"))

    assert (closed.status_code, len(closed.content)) == (unknown.status_code, len(unknown.content))


def test_sixth_wrong_password_in_five_minutes_is_not_even_tried(client, lena):
    """A-AU-03: also with another spelling, also with the right one."""
    for spelling in (LENA, LENA.upper(), f" {LENA}", "Lena@example.org", LENA):
        client.post(SIGN_IN, form(login=spelling, password="a wrong pass phrase"))

    client.post(SIGN_IN, form())

    assert not is_signed_in(client)


def test_seventh_try_in_a_minute_is_refused_before_anything_is_hashed(
    client, lena, at_noon, monkeypatch
):
    """A-AU-03, A-AU-21: ten accounts, ten forged addresses, one client."""
    tried = []
    monkeypatch.setattr(User, "check_password", lambda self, raw: tried.append(raw))
    for number in range(10):
        forged = {"X-Forwarded-For": f"198.51.100.{number}"}
        client.post(SIGN_IN, form(login=f"person{number}@example.org"), headers=forged)
    client.post(SIGN_IN, form())

    assert tried == []
    assert not is_signed_in(client)


def test_session_is_another_one_after_signing_in(client, lena):
    """A-AU-10: a session given by somebody else is worth nothing."""
    client.get(SIGN_IN)
    session = client.session
    session["given"] = "by the attacker"
    session.save()
    before = session.session_key

    client.post(SIGN_IN, form())

    assert client.session.session_key != before


def test_session_dies_when_signing_out(client, lena):
    """A-AU-10"""
    client.post(SIGN_IN, form())
    key = client.cookies["sessionid"].value

    client.post(reverse("account_logout"))
    client.cookies["sessionid"] = key

    assert not is_signed_in(client)


def test_looking_at_the_sign_out_page_signs_nobody_out(client, lena):
    """A-CS-05"""
    client.force_login(lena)
    client.get(reverse("account_logout"))
    client.head(reverse("account_logout"))

    assert is_signed_in(client)


def test_session_cookie_is_not_for_scripts_or_other_sites(client, lena):
    """A-AU-10"""
    client.post(SIGN_IN, form())

    cookie = client.cookies["sessionid"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"


def test_changed_password_signs_out_everywhere_else(client, lena, client_of):
    """A-AU-09"""
    elsewhere = client_of(lena)
    client.post(SIGN_IN, form())

    client.post(
        reverse("account_change_password"),
        {
            "oldpassword": PASSWORD,
            "password1": "another long pass phrase",
            "password2": "another long pass phrase",
        },
    )

    lena.refresh_from_db()
    assert lena.check_password("another long pass phrase")
    points = reverse("accounts:points")
    assert elsewhere.get(points)["Location"].startswith(SIGN_IN)


def test_old_password_is_asked_before_a_new_one_is_set(client, lena):
    """A-AU-11"""
    client.force_login(lena)

    client.post(
        reverse("account_change_password"),
        {
            "oldpassword": "a wrong pass phrase",
            "password1": "another long pass phrase",
            "password2": "another long pass phrase",
        },
    )

    lena.refresh_from_db()
    assert lena.check_password(PASSWORD)
