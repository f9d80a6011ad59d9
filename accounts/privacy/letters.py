"""The mails about leaving; they go to the address whatever somebody chose to be told of."""

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.notifications.actions import queue_account_mail
from accounts.privacy.models import Erasure


def owe_announcement(user: User, erasure: Erasure) -> None:
    """On which day the account will be erased, and how to keep it."""
    with translation.override(user.language):
        _owe(user, _("Your account will be erased"), "erasure_requested", erasure=erasure)


def owe_farewell(user: User) -> None:
    """The last mail, written before the address is forgotten."""
    with translation.override(user.language):
        _owe(user, _("Your account has been erased"), "erasure_done")


def _owe(user: User, subject: str, letter: str, **context: object) -> None:
    if not user.email:
        return
    shown = {"community": settings.COMMUNITY, "base_url": settings.BASE_URL, "person": user}
    text = render_to_string(f"mail/{letter}.txt", shown | context)
    queue_account_mail(to=user.email, subject=subject, text=text)
