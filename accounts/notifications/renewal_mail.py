"""The mail that says a mark must be proved again, with the link where a mailbox proves it."""

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.actions.affiliation_renewal import renewal_link
from accounts.models import Affiliation
from accounts.notifications.actions import queue_account_mail


def owe_renewal_mail(affiliation: Affiliation) -> None:
    """The link goes to the proving mailbox alone: who opens it has shown that it is his."""
    holder, link = affiliation.user, renewal_link(affiliation)
    address = link.mailbox if link else holder.email
    if not address:
        return
    with override(holder.language):
        path = reverse("accounts:affiliation-renew", args=[link.token]) if link else ""
        context = {
            "affiliation": affiliation,
            "url": settings.BASE_URL + path if link else "",
            "own_page": settings.BASE_URL + reverse("accounts:affiliation"),
            "community": settings.COMMUNITY,
            "base_url": settings.BASE_URL,
        }
        queue_account_mail(
            to=address,
            subject=_("Please prove again for whom you speak"),
            text=render_to_string("mail/affiliation_renewal.txt", context),
        )
