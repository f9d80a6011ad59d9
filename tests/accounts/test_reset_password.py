import re
from datetime import timedelta

import pytest
from django.conf import settings
from django.urls import reverse

from accounts.models import User
from accounts.notifications.models import OutgoingMail
from tests.factories import PASSWORD, make_member

RESET = reverse("account_reset_password")
LENA = "lena@example.org"
NEW = "another long pass phrase"


@pytest.fixture
def lena(db):
    return make_member(email=LENA, display_name="Lena B.")


def ask(client, email: str = LENA, **headers):
    return client.post(RESET, {"email": email}, headers=headers)


def link() -> str:
    text = OutgoingMail.objects.latest("id").text
    return re.search(r"http://127\.0\.0\.1:8000(/\S+)", text)[1]


def follow(client, path: str, password: str = NEW) -> None:
    """Open the mailed link and set a password where it leads."""
    page = client.get(path, follow=True)
    form = {"password1": password, "password2": password}
    client.post(page.request["PATH_INFO"], form)


def has_password(user: User, password: str) -> bool:
    return User.objects.get(pk=user.pk).check_password(password)


def test_member_sets_a_new_password(client, lena):
    ask(client)
    follow(client, link())

    assert has_password(lena, NEW)


@pytest.mark.parametrize("state", ["unknown", "known", "unconfirmed", "closed"])
def test_asking_tells_nobody_who_is_a_member(client, db, state):
    """A-AU-01: same status, same page, one mail."""
    if state != "unknown":
        make_member(email=LENA, verified=state != "unconfirmed", is_active=state != "closed")

    response = ask(client)

    assert response["Location"] == reverse("account_reset_password_done")
    assert OutgoingMail.objects.filter(to=LENA).count() == 1


def test_link_works_once(client, lena):
    """A-AU-05"""
    ask(client)
    path = link()
    follow(client, path)

    follow(client, path, "a third long pass phrase")

    assert has_password(lena, NEW)


def test_link_dies_with_the_old_password(client, lena):
    """A-AU-05: also when it was changed by another way."""
    ask(client)
    path = link()
    lena.set_password("changed otherwise, long")
    lena.save()

    follow(client, path)

    assert has_password(lena, "changed otherwise, long")


def test_link_dies_with_the_old_mailbox(client, lena):
    """A-AU-05, A-AU-08"""
    ask(client)
    path = link()
    User.objects.filter(pk=lena.pk).update(email="new@example.org")
    lena.emailaddress_set.update(email="new@example.org")

    follow(client, path)

    assert has_password(lena, PASSWORD)


def test_older_link_dies_with_a_newer_one(client, lena):
    """A-AU-05"""
    ask(client)
    older = link()
    ask(client)
    newer = link()

    follow(client, older)
    assert has_password(lena, PASSWORD)
    follow(client, newer)
    assert has_password(lena, NEW)


def test_link_lives_an_hour():
    """A-AU-05"""
    assert timedelta(seconds=settings.PASSWORD_RESET_TIMEOUT) <= timedelta(hours=1)


@pytest.mark.parametrize("change", [lambda p: p[:-2] + "x/", lambda p: p.replace("-", "-0", 1)])
def test_forged_link_opens_nothing(client, lena, change):
    ask(client)

    follow(client, change(link()))

    assert has_password(lena, PASSWORD)


def test_link_opened_by_a_scanner_changes_nothing(client, lena, client_of):
    """A-CS-05"""
    ask(client)
    path = link()
    scanner = client_of(make_member(email="scanner@example.org"))
    scanner.get(path, follow=True)
    scanner.head(path, follow=True)

    follow(client, path)

    assert has_password(lena, NEW)


def test_token_is_not_in_the_address_of_the_form(client, lena):
    """A-AU-06"""
    ask(client)
    path = link()

    page = client.get(path, follow=True)

    token = path.rstrip("/").rpartition("-")[2]
    assert token not in page.request["PATH_INFO"]
    assert token not in page.text
    assert page["Referrer-Policy"] == "same-origin"


@pytest.mark.parametrize(
    "header", ["X-Forwarded-Host", "X-Host", "Forwarded", "X-Forwarded-Server"]
)
def test_mail_never_carries_a_foreign_host(client, lena, header):
    """A-CS-06"""
    ask(client, **{header: "evil.example"})

    text = OutgoingMail.objects.get().text
    assert "evil.example" not in text
    assert "http://127.0.0.1:8000/" in text


def test_request_to_a_foreign_host_is_refused_and_sends_nothing(client, lena):
    """A-CS-06"""
    assert ask(client, Host="evil.example").status_code == 400
    assert not OutgoingMail.objects.exists()


def test_request_to_another_name_of_ours_still_mails_the_one_address(client, lena):
    """A-CS-06: the link does not follow the Host header at all."""
    ask(client, Host="localhost")

    assert "http://127.0.0.1:8000/" in OutgoingMail.objects.get().text


def test_reset_signs_out_everywhere(client, lena, client_of):
    """A-AU-09"""
    elsewhere = client_of(lena)
    ask(client)
    follow(client, link())

    response = elsewhere.get(reverse("accounts:points"))

    assert response["Location"].startswith(reverse("account_login"))


def test_one_mailbox_gets_no_more_than_three_mails_an_hour(client, lena):
    """A-DO-12"""
    for _ in range(6):
        ask(client)

    assert OutgoingMail.objects.filter(to=LENA).count() <= 3


def test_secret_link_is_gone_from_the_database_once_it_is_sent(client, lena, send_mails):
    """A-LG-02"""
    ask(client)
    send_mails()

    assert OutgoingMail.objects.get().text == ""


def test_imported_person_without_mailbox_cannot_be_reset(client, db):
    ask(client, "")

    assert not OutgoingMail.objects.exists()
