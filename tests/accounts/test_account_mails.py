"""Mails about the account speak the language of the page and lead to our own address."""

import re

import pytest

from accounts.notifications.models import OutgoingMail
from tests.factories import PASSWORD, make_user

OURS = "https://community.example"


@pytest.fixture(autouse=True)
def _our_address(settings):
    settings.BASE_URL = OURS
    settings.COMMUNITY = settings.COMMUNITY | {"name": "Klönschnack", "company": "Fjordnet"}


@pytest.fixture
def sign_up(client, db):
    def post(language: str, email: str) -> OutgoingMail:
        form = {"email": email, "display_name": "Rosa P.", "password1": PASSWORD}
        client.post(f"/{language}/account/signup/", form)
        return OutgoingMail.objects.get()

    return post


@pytest.fixture
def ask_for_password(client, db):
    def post(language: str, email: str) -> OutgoingMail:
        client.post(f"/{language}/account/password/reset/", {"email": email})
        return OutgoingMail.objects.get()

    return post


def links(mail: OutgoingMail) -> list[str]:
    return re.findall(r"https?://\S+", mail.text)


@pytest.mark.parametrize(
    ("language", "greeting"), [("de", "Guten Tag,"), ("en", "Hello,")], ids=["de", "en"]
)
def test_confirmation_is_in_the_language_of_the_page(sign_up, language, greeting):
    mail = sign_up(language, "rosa@example.org")

    assert mail.text.startswith(greeting)
    assert "Klönschnack" in mail.subject
    assert links(mail)[0].startswith(f"{OURS}/{language}/account/confirm-email/")


def test_mailbox_with_an_account_is_told_so(sign_up):
    """A-AU-01: the page says the same to everybody; only the mailbox learns more."""
    make_user(email="rosa@example.org")

    mail = sign_up("de", "rosa@example.org")

    assert mail.subject == "Sie haben schon ein Konto bei Klönschnack"
    assert links(mail)[:2] == [f"{OURS}/de/account/login/", f"{OURS}/de/account/password/reset/"]


def test_mailbox_without_an_account_is_told_so(ask_for_password):
    """A-AU-01: as above, for a forgotten password."""
    mail = ask_for_password("de", "nobody@example.org")

    assert mail.subject == "Kein Konto bei Klönschnack mit dieser Adresse"
    assert links(mail)[0] == f"{OURS}/de/account/signup/"


def test_link_for_a_new_password_says_how_long_it_works(ask_for_password):
    make_user(email="rosa@example.org")

    mail = ask_for_password("de", "rosa@example.org")

    assert links(mail)[0].startswith(f"{OURS}/de/account/password/reset/key/")
    assert "einmal und 60 Minuten lang" in mail.text


def test_forged_host_header_does_not_reach_the_link(client, db, settings):
    settings.ALLOWED_HOSTS = ["*"]
    make_user(email="rosa@example.org")

    client.post(
        "/de/account/password/reset/",
        {"email": "rosa@example.org"},
        headers={"Host": "attacker.example"},
    )

    assert all(link.startswith(OURS) for link in links(OutgoingMail.objects.get()))


def test_every_mail_ends_with_imprint_and_contact(sign_up):
    mail = sign_up("de", "rosa@example.org")

    assert mail.text.rstrip().endswith(
        f"--\nKlönschnack, Fjordnet\nImpressum: {OURS}/de/imprint/\nKontakt: {OURS}/de/contact/"
    )
