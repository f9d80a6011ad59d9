"""Telling members: the handlers of the upper floors decide who, this decides how."""

from collections.abc import Iterable
from datetime import datetime
from email.utils import make_msgid
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from accounts.models import User
from accounts.notifications import kinds
from accounts.notifications.models import Notice, OutgoingMail


@transaction.atomic
def notify(*, user_ids: Iterable[int], kind: str, subject_id: int, key: str) -> int:
    """Tell each of `user_ids` once about the event `key`; return how many were told now."""
    people = (
        User.objects.filter(pk__in=user_ids, is_active=True)
        .order_by("pk")
        .select_for_update(no_key=True)
    )
    reachable = [person for person in people if person.email]
    told = set(Notice.objects.filter(key=key, user__in=reachable).values_list("user", flat=True))
    notices = Notice.objects.bulk_create(
        [
            Notice(user=person, kind=kind, subject_id=subject_id, key=key)
            for person in reachable
            if person.pk not in told
        ]
    )
    User.objects.filter(pk__in=[notice.user_id for notice in notices]).update(
        unread_count=F("unread_count") + 1
    )
    described = kinds.get(kind)
    if described and described.by_mail:
        OutgoingMail.objects.bulk_create(
            OutgoingMail(notice=notice, message_id=_message_id()) for notice in notices
        )
    return len(notices)


def queue_account_mail(*, to: str, subject: str, text: str, html: str = "") -> OutgoingMail:
    """Owe somebody a mail about his account: confirmation, reset. The request never sends it."""
    return OutgoingMail.objects.create(
        to=to, subject=subject[:300], text=text, html=html, message_id=_message_id()
    )


@transaction.atomic
def mark_all_read(*, user: User, now: datetime | None = None) -> int:
    """Mark what is unread as read and set the derived count to what is left: nothing."""
    User.objects.select_for_update(no_key=True).get(pk=user.pk)
    read = Notice.objects.filter(user=user, read_at=None).update(read_at=now or timezone.now())
    User.objects.filter(pk=user.pk).update(unread_count=0)
    return read


def _message_id() -> str:
    return make_msgid(domain=urlsplit(settings.BASE_URL).hostname)
