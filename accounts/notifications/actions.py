"""Telling members: the handlers of the upper floors decide who, this decides how."""

import secrets
from collections.abc import Iterable
from datetime import datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import get_language

from accounts.models import User
from accounts.notifications import kinds
from accounts.notifications.choices import choices_of
from accounts.notifications.kinds import Channel
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
    _owe_mails(notices, kind)
    return len(notices)


def _owe_mails(notices: list[Notice], kind: str) -> None:
    described = kinds.get(kind)
    if not notices or described is None or not described.by_mail:
        return
    choices = choices_of(notice.user_id for notice in notices)
    OutgoingMail.objects.bulk_create(
        OutgoingMail(notice=notice, message_id=new_message_id())
        for notice in notices
        if choices[notice.user_id].channel(described) == Channel.AT_ONCE
    )


def queue_account_mail(
    *, to: str, subject: str, text: str, html: str = "", reply_to: str = ""
) -> OutgoingMail:
    """Owe somebody a mail about his account: confirmation, reset; or the operator what somebody
    wrote to him, with the writer's address as `reply_to`. The request never sends it."""
    return OutgoingMail.objects.create(
        to=to,
        subject=subject[:300],
        text=text,
        html=html,
        reply_to=reply_to,
        language=get_language() or "en",
        rank=OutgoingMail.Rank.ACCOUNT,
        message_id=new_message_id(),
    )


@transaction.atomic
def mark_read(*, notices: Iterable[int], user: User, now: datetime | None = None) -> int:
    """Mark those of `notices` that are the user's own and unread; return how many were."""
    User.objects.select_for_update(no_key=True).get(pk=user.pk)
    unread = Notice.objects.of(user).unread().filter(pk__in=list(notices))
    read = unread.update(read_at=now or timezone.now())
    User.objects.filter(pk=user.pk).update(unread_count=F("unread_count") - read)
    return read


@transaction.atomic
def mark_all_read(*, user: User, now: datetime | None = None) -> int:
    """Mark what is unread as read and set the derived count to what is left: nothing."""
    User.objects.select_for_update(no_key=True).get(pk=user.pk)
    read = Notice.objects.of(user).unread().update(read_at=now or timezone.now())
    User.objects.filter(pk=user.pk).update(unread_count=0)
    return read


def new_message_id() -> str:
    """Nobody can guess it: whoever returns a mail proves by it that he had the mail."""
    return f"<{secrets.token_hex(16)}@{urlsplit(settings.BASE_URL).hostname}>"
