"""Links in mails that work without signing in: the signature is the right.

They name a person by number, never an address, and outlive a new SECRET_KEY for as long as the old
one stands in SECRET_KEY_FALLBACKS.
"""

from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.core import signing
from django.urls import reverse

from accounts.models import User
from accounts.notifications.kinds import Group

WORKS_FOR = timedelta(days=5 * 366)
RECONFIRM_FOR = timedelta(days=7)
_UNSUBSCRIBE = "accounts.unsubscribe"
_RECONFIRM = "accounts.reconfirm"


@dataclass(frozen=True)
class Unsubscribing:
    """What one link stops: a group of mails, or what is told about one thread."""

    user_id: int
    group: Group | None = None
    thread: str = ""


def unsubscribe_url(what: Unsubscribing) -> str:
    name = f"group:{what.group.value}" if what.group else f"thread:{what.thread}"
    token = signing.dumps([what.user_id, name], salt=_UNSUBSCRIBE)
    return settings.BASE_URL + reverse("unsubscribe", args=[token])


def read_unsubscribe(token: str) -> Unsubscribing:
    """Raises BadSignature for what we have not signed or no longer answer for."""
    user_id, name = signing.loads(token, salt=_UNSUBSCRIBE, max_age=WORKS_FOR)
    sort, _colon, value = name.partition(":")
    if sort == "thread":
        return Unsubscribing(user_id, thread=value)
    try:
        return Unsubscribing(user_id, group=Group(value))
    except ValueError:
        raise signing.BadSignature("no such group") from None


def reconfirm_url(user: User, paused_id: int) -> str:
    token = signing.dumps([user.pk, paused_id], salt=_RECONFIRM)
    return settings.BASE_URL + reverse("reconfirm-address", args=[token])


def read_reconfirm(token: str) -> tuple[int, int]:
    """The member and the paused address; raises BadSignature as above."""
    user_id, paused_id = signing.loads(token, salt=_RECONFIRM, max_age=RECONFIRM_FOR)
    return user_id, paused_id
