"""The mail with the link by which a kept question is published.

It holds nothing that its writer typed: whoever fills in a form with a foreign address must not
be able to send words there in our name.
"""

from datetime import datetime

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse

from accounts.notifications.actions import queue_account_mail


def owe_publish_link(*, to: str, token: str, until: datetime) -> None:
    """Owe `to` the link with `token`, in the language that is active."""
    context = {
        "link": settings.BASE_URL + reverse("community:pending-link", args=[token]),
        "until": until,
        "base_url": settings.BASE_URL,
        "community": settings.COMMUNITY,
    }
    subject = render_to_string("mail/pending_question_subject.txt", context)
    queue_account_mail(
        to=to,
        subject=" ".join(subject.split()),
        text=render_to_string("mail/pending_question.txt", context),
    )
