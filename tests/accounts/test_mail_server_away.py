"""F-18: a mail server that is away holds up nothing and costs no mail its tries."""

import socket

import pytest
from django.core.cache import cache

from accounts.notifications.actions import queue_account_mail
from accounts.notifications.models import OutgoingMail
from accounts.notifications.sending import AWAY, send_due

pytestmark = pytest.mark.django_db


@pytest.fixture
def no_server(settings):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    settings.EMAIL_BACKEND = "accounts.notifications.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", port, 1


def test_mails_wait_untouched(no_server):
    mail = queue_account_mail(to="lena@example.org", subject="Confirm", text="Link")

    assert send_due() == 0

    mail.refresh_from_db()
    assert (mail.state, mail.attempts, mail.text) == (OutgoingMail.State.QUEUED, 0, "Link")


def test_server_is_not_asked_again_at_once(no_server, settings):
    queue_account_mail(to="lena@example.org", subject="Confirm", text="Link")
    send_due()
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"

    assert send_due() == 0


def test_mails_go_out_when_it_is_back(no_server, settings, mailoutbox):
    queue_account_mail(to="lena@example.org", subject="Confirm", text="Link")
    send_due()
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    cache.delete(AWAY)

    assert send_due() == 1
    assert [message.subject for message in mailoutbox] == ["Confirm"]
