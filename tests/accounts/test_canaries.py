"""A-LG-02: what only its owner may know stands in no log, event, task, sent mail or cache."""

import re
import sqlite3

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import path, reverse

from accounts.notifications.models import OutgoingMail
from accounts.notifications.sending import send_due
from config.events.models import Delivery, Event
from config.urls import urlpatterns as real_urls
from tests.accounts.second_factor import code

pytestmark = pytest.mark.urls(__name__)
MAILBOX = "canary-mailbox@example.org"
PASSWORD = "a canary of a pass phrase"
WRONG = "another canary, mistyped"
LINK = re.compile(r"http://127\.0\.0\.1:8000(/\S+)")
CODE = re.compile(r"^([A-Z0-9]{3,}-?[A-Z0-9]{3,})$", re.MULTILINE)


def fails(request):
    raise ValueError


urlpatterns = [path("fails/", fails), *real_urls]


def mailed(pattern: re.Pattern) -> str:
    return pattern.search(OutgoingMail.objects.latest("id").text)[1]


def enter(client: Client, password: str = PASSWORD) -> None:
    client.post(reverse("account_login"), {"login": MAILBOX, "password": password})


def live_through_everything() -> set[str]:
    """Whatever shows a secret to somebody, once; those secrets."""
    client = Client(raise_request_exception=False)
    form = {"email": MAILBOX, "display_name": "Lena Brandt", "password1": PASSWORD}
    client.post(reverse("account_signup"), form)
    confirmation = mailed(LINK)
    client.post(confirmation)
    secrets = {client.session.session_key}
    client.post(reverse("account_logout"))
    enter(client, WRONG)
    client.post(reverse("account_reset_password"), {"email": MAILBOX})
    reset = mailed(LINK)
    client.post(client.get(reset)["Location"], {"password1": PASSWORD, "password2": PASSWORD})
    client.post(reverse("account_request_login_code"), {"email": MAILBOX})
    by_mail = mailed(CODE)
    client.post(reverse("account_confirm_login_code"), {"code": by_mail})
    app = client.get(reverse("mfa_activate_totp")).context["form"].secret
    client.post(reverse("mfa_activate_totp"), {"code": code(app)})
    assert client.post("/fails/", {"password": PASSWORD}).status_code == 500
    secrets |= {client.session.session_key, by_mail, app}
    return secrets | {link.rstrip("/").rpartition("/")[2] for link in (confirmation, reset)}


def traces() -> dict[str, str]:
    rows = {model.__name__: str(list(model.objects.values())) for model in (Event, Delivery)}
    mails = OutgoingMail.objects.values_list("subject", "text", "html", "why")
    with sqlite3.connect(settings.CACHES["default"]["LOCATION"]) as file:
        kept = file.execute("SELECT key, value FROM entry").fetchall()
    sessions = [session.get_decoded() for session in Session.objects.all()]
    return rows | {"mails": str(list(mails)), "cache": str(kept), "sessions": str(sessions)}


def test_secrets_leave_no_trace(transactional_db, log_lines, deliver_events, mailoutbox):
    secrets = live_through_everything() | {PASSWORD, WRONG}
    deliver_events()
    send_due()

    found = traces() | {"logs": log_lines.getvalue()}

    assert "/fails/" in found["logs"]
    assert len(secrets) == 8
    told = [(place, each) for place, text in found.items() for each in secrets if each in text]
    assert told == []


def test_mailbox_is_in_no_log_event_or_cache(
    transactional_db, log_lines, deliver_events, mailoutbox
):
    live_through_everything()
    deliver_events()
    send_due()

    found = traces() | {"logs": log_lines.getvalue()}

    assert [name for name in ("logs", "Event", "Delivery", "cache") if MAILBOX in found[name]] == []
