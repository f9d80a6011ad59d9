"""The mail sender: takes owed mails by lease and does its I/O outside any transaction.

A mail can go out twice only if the process dies between the server's “ok” and the tick; it is
then sent once more with the same Message-ID, which mail programs show as one.
"""

from datetime import timedelta

import structlog
from django.core.cache import cache
from django.core.mail import get_connection
from django.db import transaction
from django.utils import timezone

from accounts.notifications.channels import Unsendable, compose
from accounts.notifications.models import MAX_ATTEMPTS, OutgoingMail

log = structlog.get_logger(__name__)
BATCH = 50
AWAY = "mail-server-away"
PAUSE = 30
LEASE = timedelta(minutes=2)
KEPT_AT_MOST = timedelta(hours=48)


def send_due(limit: int = BATCH) -> int:
    """Send up to `limit` owed mails over one connection; return how many went out.

    A server that is away is asked again after half a minute and counts against no mail.
    """
    if not OutgoingMail.objects.due(timezone.now()).exists() or cache.get(AWAY):
        return 0
    connection = get_connection()
    try:
        connection.open()
    except OSError:
        log.exception("mail.server_away")
        cache.set(AWAY, True, timeout=PAUSE)
        return 0
    try:
        return sum(_send(mail, connection) for mail in _claim(limit))
    finally:
        connection.close()


def _claim(limit: int) -> list[OutgoingMail]:
    now = timezone.now()
    with transaction.atomic():
        rows = OutgoingMail.objects.due(now).order_by("not_before", "id")
        batch = list(rows.select_for_update(skip_locked=True)[:limit])
        for mail in batch:
            mail.attempts += 1
            mail.not_before = now + LEASE * 2 ** (mail.attempts - 1)
        OutgoingMail.objects.bulk_update(batch, ["attempts", "not_before"])
    return batch


def _send(mail: OutgoingMail, connection) -> bool:
    if timezone.now() - mail.created_at > KEPT_AT_MOST:
        return _finish(mail, OutgoingMail.State.DROPPED, "older than 48 hours")
    try:
        message = compose(mail)
        message.connection = connection
        message.send()
    except Unsendable as reason:
        return _finish(mail, OutgoingMail.State.DROPPED, str(reason))
    except Exception as error:  # one bad mail must not stop the others
        log.exception("mail.failed", mail=mail.pk, attempts=mail.attempts)
        if mail.attempts >= MAX_ATTEMPTS:
            return _finish(mail, OutgoingMail.State.FAILED, type(error).__name__)
        return False
    return _finish(mail, OutgoingMail.State.SENT, "")


def _finish(mail: OutgoingMail, state: OutgoingMail.State, why: str) -> bool:
    sent = state is OutgoingMail.State.SENT
    OutgoingMail.objects.filter(pk=mail.pk).update(
        state=state, why=why, text="", html="", sent_at=timezone.now() if sent else None
    )
    return sent
