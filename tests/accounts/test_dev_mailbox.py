"""Where no mail server is set up, what would be sent can be read on this machine."""

import pytest
from django.core import mail
from django.urls import reverse

MAILBOX = "/dev/mail/"


@pytest.fixture
def written(settings, tmp_path):
    """A mail that was written to a file."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = tmp_path

    def write(subject: str = "Confirm", text: str = "https://example.org/confirm") -> None:
        message = mail.EmailMultiAlternatives(subject, text, to=["lena@example.org"])
        message.attach_alternative("<p>html</p>", "text/html")
        message.send()

    return write


def test_newest_mail_stands_first(client, db, written):
    written("First")
    written("Second")

    page = client.get(MAILBOX).text

    assert page.index("Second") < page.index("First")
    assert "lena@example.org" in page


def test_mail_is_shown_with_its_links(client, db, written):
    written("Grüße", "Hier: https://example.org/confirm?a=1&b=2")
    (address,) = client.get(MAILBOX).context["mails"]

    page = client.get(reverse("dev-mail-one", args=[address.name])).text

    assert "Grüße" in page
    assert 'href="https://example.org/confirm?a=1&amp;b=2"' in page


def test_markup_in_a_mail_stays_text(client, db, written):
    """A-XS-09"""
    written("<script>alert(1)</script>", "<img src=x onerror=alert(1)>")
    (stored,) = client.get(MAILBOX).context["mails"]

    for path in (MAILBOX, f"{MAILBOX}{stored.name}/"):
        page = client.get(path).text
        assert "<script>alert" not in page
        assert "<img src=x" not in page


def test_empty_mailbox_says_so(client, db, settings, tmp_path):
    settings.EMAIL_FILE_PATH = tmp_path / "not there yet"

    assert "No mail yet" in client.get(MAILBOX).text


def test_mail_that_is_still_being_written_is_not_shown_in_pieces(client, db, written, settings):
    written("Whole")
    (file,) = settings.EMAIL_FILE_PATH.glob("*.log")
    with file.open("ab") as unfinished:
        unfinished.write(b"Subject: In pieces\n\nhttps://example.org/con")

    assert [mail.subject for mail in client.get(MAILBOX).context["mails"]] == ["Whole"]


@pytest.mark.parametrize("name", ["unknown", "..%2F..%2Fsecret", "%2e%2e", "a%5cb"])
def test_unknown_mail_is_no_page(client, db, written, name):
    """A-UP-03"""
    written()

    assert client.get(f"{MAILBOX}{name}/").status_code == 404


def test_nobody_caches_mails(client, db, written):
    written()

    assert "no-store" in client.get(MAILBOX)["Cache-Control"]
