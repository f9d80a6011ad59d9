"""A letter to the operator, owed to him as a mail; nothing of it is kept here once it is sent."""

from collections.abc import Sequence

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.utils.translation import override

from accounts.notifications.actions import queue_account_mail


@transaction.atomic
def write_to_us(
    *, title: str, body: str, mailbox: str, tried: str = "", looked_at: Sequence[str] = ()
) -> None:
    """Owe the operator's address what somebody wrote, to be answered to `mailbox`.

    `looked_at` are the titles of what he had opened before. The operator reads his own language.
    """
    with override(settings.LANGUAGE_CODE):
        text = render_to_string(
            "mail/contact.txt",
            {
                "body": body,
                "mailbox": mailbox,
                "tried": tried,
                "looked_at": looked_at,
                "community": settings.COMMUNITY,
            },
        )
        to = str(settings.COMMUNITY["email"])
        queue_account_mail(to=to, subject=title, text=text, reply_to=mailbox)
