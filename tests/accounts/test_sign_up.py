"""One mailbox is one account, one look is one name, and nobody learns who is a member."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.urls import reverse

from accounts.models import User
from accounts.notifications.models import OutgoingMail
from config.events.models import Event
from tests.factories import PASSWORD, make_member, make_user

SIGN_UP = reverse("account_signup")


def form(**values) -> dict:
    return {
        "email": "lena@example.org",
        "display_name": "Lena B.",
        "password1": PASSWORD,
    } | values


def confirmation_path() -> str:
    text = OutgoingMail.objects.latest("id").text
    return re.search(r"http://127\.0\.0\.1:8000(/\S+)", text)[1]


def test_visitor_signs_up_confirms_and_is_in(client, db):
    response = client.post(SIGN_UP, form())

    assert response["Location"] == reverse("account_email_verification_sent")
    assert "_auth_user_id" not in client.session
    client.post(confirmation_path())
    assert client.session["_auth_user_id"] == str(User.objects.get().pk)
    assert EmailAddress.objects.get().verified


def test_account_is_made_as_it_was_asked_for(client, db):
    client.post("/de/account/signup/", form(display_name="  Lena   B. "))

    user = User.objects.get()
    assert (user.email, user.display_name, user.language) == ("lena@example.org", "Lena B.", "de")
    assert user.roles == ""
    assert user.points == 0


def test_joining_is_recorded(client, db):
    client.post(SIGN_UP, form())

    assert Event.objects.get().name == "accounts.MemberJoined"


def test_link_in_the_mail_changes_nothing_when_it_is_only_looked_at(client, db):
    """A-CS-05: a mail scanner follows every link."""
    client.post(SIGN_UP, form())

    client.get(confirmation_path())
    client.head(confirmation_path())

    assert not EmailAddress.objects.get().verified


def test_unconfirmed_account_cannot_sign_in(client, db):
    client.post(SIGN_UP, form())
    client.post(reverse("account_login"), {"login": "lena@example.org", "password": PASSWORD})

    assert "_auth_user_id" not in client.session


def test_link_opened_by_another_member_mixes_no_accounts(client, stranger, client_of):
    """A-AU-07"""
    client.post(SIGN_UP, form())
    other = client_of(stranger)

    other.post(confirmation_path())

    assert other.session.get("_auth_user_id", str(stranger.pk)) == str(stranger.pk)
    assert EmailAddress.objects.get().user != stranger


KNOWN_AND_UNKNOWN = {
    "unknown": lambda: None,
    "known": lambda: make_member(email="lena@example.org"),
    "unconfirmed": lambda: make_member(email="lena@example.org", verified=False),
    "closed": lambda: make_member(email="lena@example.org", is_active=False),
}


@pytest.mark.parametrize("state", KNOWN_AND_UNKNOWN)
def test_sign_up_tells_nobody_who_is_a_member(client, db, state):
    """A-AU-01: same status, same place, same page, one mail."""
    KNOWN_AND_UNKNOWN[state]()

    response = client.post(SIGN_UP, form(display_name="Somebody new"))

    assert response.status_code == 302
    assert response["Location"] == reverse("account_email_verification_sent")
    assert "already" not in client.get(response["Location"]).text
    assert OutgoingMail.objects.filter(to="lena@example.org").count() == 1


def test_known_mailbox_gets_another_mail_and_no_second_account(client, db):
    """A-AU-01: its owner is told, not the visitor."""
    make_member(email="lena@example.org")

    client.post(SIGN_UP, form(display_name="Somebody new"))

    assert User.objects.count() == 1
    text = OutgoingMail.objects.get().text
    assert "confirm-email" not in text


@pytest.mark.parametrize(
    "spelling",
    [
        "LENA@example.org",
        "lena@EXAMPLE.ORG",
        "lena@example.org.",
        "lena\u200b@example.org",
        "le\u00adna@example.org",
        "ｌｅｎａ@example.org",
        "lena@example。org",
        "lena@ｅｘａｍｐｌｅ.org",
        " lena@example.org ",
    ],
)
def test_one_mailbox_is_one_account_however_it_is_spelled(client, db, spelling):
    """A-AU-16, A-BG-02"""
    make_member(email="lena@example.org")

    client.post(SIGN_UP, form(email=spelling, display_name="Somebody new"))

    assert User.objects.count() == 1


def test_domain_in_its_own_letters_is_the_same_as_its_code(client, db):
    """A-AU-16: an IDN and its punycode."""
    client.post(SIGN_UP, form(email="lena@bücher.example"))
    client.post(SIGN_UP, form(email="lena@xn--bcher-kva.example", display_name="Another"))

    assert [user.email for user in User.objects.all()] == ["lena@xn--bcher-kva.example"]


@pytest.mark.parametrize(
    "address",
    [
        '"lena@corp.de"@evil.com',
        "lena%corp.de@evil.com",
        "lena@[127.0.0.1]",
        "lena@127.0.0.1",
        "lena@localhost",
        "Lena <lena@example.org>",
        "lena@example.org,okan@example.org",
        "lena@example.org\r\nBcc: all@example.org",
        "lena@example.org\x00",
        "lena@corp.de@evil.com",
        "lena(comment)@example.org",
        "lena",
        "@example.org",
        "lena@",
        "a" * 300 + "@example.org",
    ],
)
def test_doubtful_address_is_refused(client, db, address):
    """A-AU-17, A-BG-01"""
    response = client.post(SIGN_UP, form(email=address))

    assert response.status_code == 200
    assert "email" in response.context["form"].errors
    assert not User.objects.exists()
    assert not OutgoingMail.objects.exists()


@pytest.mark.parametrize(
    "name",
    ["Lena B.", "lena b", "LENA B.", "Lеna B.", "Lena\u200b B.", "Léna B.", "Ⓛena B.", "1ena B."],
)
def test_name_that_looks_taken_is_taken(client, asker, name):
    """A-UN-06: through the form."""
    response = client.post(SIGN_UP, form(display_name=name))

    assert "display_name" in response.context["form"].errors
    assert User.objects.count() == 1


@pytest.mark.parametrize(
    "name",
    ["admin", "аdmin", "ADMlN", "Support Team", "Fjordnet Hilfe", "fjоrdnet", "Moderator", "@lena"],
)
def test_name_that_speaks_for_us_is_refused(client, db, name):
    """A-UN-06, A-BG-13"""
    response = client.post(SIGN_UP, form(display_name=name))

    assert "display_name" in response.context["form"].errors
    assert not User.objects.exists()


@pytest.mark.parametrize("name", ["", "   ", "\u3164\u3164", "\u2800\u2800", "x", "\u200b\u200b"])
def test_blank_name_is_refused(client, db, name):
    """A-UN-04"""
    response = client.post(SIGN_UP, form(display_name=name))

    assert "display_name" in response.context["form"].errors


def test_pseudonym_is_proposed(client, db):
    proposed = client.get(SIGN_UP).context["form"]["display_name"].value()

    assert re.fullmatch(r"\w+ \w+ \d+", proposed)


@pytest.mark.parametrize(
    "password", ["", "short", "password1234", "1234567890123", "lena@example.org", "Lena B. 2026"]
)
def test_weak_password_is_refused(client, db, password):
    """A-AU-18"""
    response = client.post(SIGN_UP, form(password1=password))

    assert "password1" in response.context["form"].errors
    assert not User.objects.exists()


def test_refused_sign_up_keeps_what_was_written_but_the_password(client, db):
    page = client.post(SIGN_UP, form(email="nonsense", password1="a very secret pass phrase")).text

    assert 'value="Lena B."' in page
    assert "a very secret pass phrase" not in page


def test_earlier_claim_to_a_mailbox_is_worth_nothing(client, db):
    """A-AU-15: somebody signed up with my address and never confirmed; I reset the password."""
    client.post(SIGN_UP, form(display_name="The attacker", password1="the attackers pass phrase"))
    client.post(reverse("account_reset_password"), {"email": "lena@example.org"})
    response = client.get(confirmation_path(), follow=True)
    client.post(response.request["PATH_INFO"], {"password1": PASSWORD, "password2": PASSWORD})

    attempt = {"login": "lena@example.org", "password": "the attackers pass phrase"}
    client.logout()
    client.post(reverse("account_login"), attempt)

    assert "_auth_user_id" not in client.session
    assert User.objects.get().check_password(PASSWORD)


def test_request_sends_no_mail_by_itself(client, db, mailoutbox):
    """Promise 3: it is owed, and sent by the worker."""
    client.post(SIGN_UP, form())

    assert mailoutbox == []
    assert OutgoingMail.objects.count() == 1


def test_taken_pseudonyms_are_not_proposed(client, db, monkeypatch):
    proposals = iter(["Alert Otter 10", "Brave Badger 20"])
    monkeypatch.setattr("accounts.forms.fields.propose_pseudonym", lambda *_: next(proposals))
    make_user(display_name="Alert Otter 10")

    assert client.get(SIGN_UP).context["form"]["display_name"].value() == "Brave Badger 20"


@pytest.mark.parametrize("state", ["unknown", "known"])
def test_second_try_with_the_same_name_tells_nobody_who_is_a_member(client, db, state):
    """A-AU-01: the name is gone either way."""
    KNOWN_AND_UNKNOWN[state]()
    client.post(SIGN_UP, form(display_name="Somebody new"))

    again = client.post(SIGN_UP, form(email="okan@example.org", display_name="Somebody new"))

    assert "display_name" in again.context["form"].errors


def test_known_mailbox_costs_as_much_as_an_unknown_one(client, db, monkeypatch):
    """A-AU-02: one password is hashed either way."""
    hashed = []
    monkeypatch.setattr(
        "django.contrib.auth.hashers.MD5PasswordHasher.encode",
        lambda self, password, salt: hashed.append(password) or f"md5${salt}$x",
    )
    client.post(SIGN_UP, form())
    for_a_new_account = len(hashed)

    client.post(SIGN_UP, form(display_name="Somebody new"))

    assert len(hashed) == 2 * for_a_new_account == 2


def test_unconfirmed_account_is_seen_by_nobody(client, db):
    """A-AU-01: ids and profiles tell nothing either."""
    client.post(SIGN_UP, form())
    profile = User.objects.get().get_absolute_url()
    assert client.get(profile).status_code == 404

    client.post(confirmation_path())

    assert client.get(profile).status_code == 200


@pytest.mark.parametrize("name", ["Miriam Vogt", "MIRIAM VOGT", "Mirіam Vogt"])
def test_name_of_an_employee_is_taken(client, employee, name):
    """A-AU-19, A-BG-13: nobody speaks under a colleague's name."""
    response = client.post(SIGN_UP, form(display_name=name))

    assert "display_name" in response.context["form"].errors
