"""A guest's form, the mail it brings, and the page behind the link."""

import re
from uuid import uuid4

from django.test import Client
from django.urls import reverse

from accounts.notifications.models import OutgoingMail

KEEP = reverse("community:question-keep")
KEPT = reverse("community:question-kept")
PENDING = reverse("community:pending")
OUR_PAGE = {"Sec-Fetch-Site": "same-origin"}
LENA = "lena@example.org"


def form(**values) -> dict:
    return {
        "title": "Router blinks red",
        "body": "It blinks **red** since this morning.",
        "kind": "question",
        "language": "en",
        "tags": "wifi, dsl",
        "email": LENA,
        "submission": str(uuid4()),
    } | values


def keep(client: Client, path: str = KEEP, **values):
    return client.post(path, form(**values), headers=OUR_PAGE)


def mail_to(mailbox: str = LENA) -> OutgoingMail:
    """The newest mail that is owed."""
    return OutgoingMail.objects.filter(to=mailbox).latest("id")


def link_in(mail: OutgoingMail) -> str:
    return link_in_text(mail.text)


def link_in_text(text: str) -> str:
    return re.search(r"https?://[^/]+(/\S+/questions/pending/\S+)", text)[1]


def follow_link(client: Client, mailbox: str = LENA):
    """Open the newest link, as far as the page behind it."""
    return client.get(link_in(mail_to(mailbox)), follow=True)


def publish(client: Client, **values):
    """Press the button as somebody who is new here and speaks for nobody but himself."""
    last_look = {
        "title": "Router blinks red",
        "body": "It blinks **red** since this morning.",
        "display_name": "Wacher Otter 42",
        "speaks_for_us": "no",
    }
    return client.post(PENDING, last_look | values)
