"""The mail sender: takes owed mails by lease and does its I/O outside any transaction.

A mail can go out twice only if the process dies between the server's “ok” and the tick; it is
then sent once more with the same Message-ID, which mail programs show as one.
"""

import time
from collections.abc import Sequence
from contextlib import suppress
from datetime import timedelta
from smtplib import SMTPException

import structlog
from django.conf import settings
from django.core.cache import cache
from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from accounts.notifications.bounces import record_bounce
from accounts.notifications.channels import NotNow, Unsendable, compose
from accounts.notifications.digesting import release
from accounts.notifications.models import MAX_ATTEMPTS, OutgoingMail
from accounts.notifications.readers import Reader, readers_of
from accounts.notifications.refusals import Verdict, has_hung_up, verdict_on

log = structlog.get_logger(__name__)
State = OutgoingMail.State
BATCH = 50
# A killed sender holds back no more; who reads them is asked about once for so many.
TAKEN_AT_ONCE = 10
AWAY = "mail-server-away"
PAUSE = 30
# Mails about accounts wait no longer for a turn, however slow the server is.
LONGEST_BATCH = 5
# Longer than that and the slowest conversation about one mail.
LEASE = timedelta(minutes=4)
# Eight tries in thirty hours: 1, 4, 16 … minutes apart, never more than half a day.
LONGEST_PAUSE = timedelta(hours=12)
KEPT_AT_MOST = timedelta(hours=48)


def send_due(limit: int = BATCH) -> int:
    """Send up to `limit` owed mails over one connection; return how many went out.

    A server that is away is asked again after half a minute and counts against no mail.
    """
    if not OutgoingMail.objects.due(timezone.now()).exists() or cache.get(AWAY):
        return 0
    connection = get_connection()
    if not _is_there(connection):
        return 0
    try:
        return _send_all(limit, connection)
    finally:
        _hang_up(connection)


def _is_there(connection) -> bool:
    """Open `connection` unless it is; one that the server closed is opened again."""
    try:
        connection.open()
    except OSError:
        log.exception("mail.server_away")
        cache.set(AWAY, True, timeout=PAUSE)
        return False
    return True


def _hang_up(connection) -> None:
    with suppress(OSError):
        connection.close()


def _send_all(limit: int, connection) -> int:
    ends = time.monotonic() + LONGEST_BATCH
    sent = 0
    while limit > 0 and (mails := _take(min(TAKEN_AT_ONCE, limit))):
        limit -= len(mails)
        readers = readers_of(mails)
        for number, mail in enumerate(mails):
            if time.monotonic() > ends or not _is_there(connection):
                _give_back(mails[number:])
                return sent
            sent += _send(mail, readers.get(mail.pk), connection)
    return sent


def _take(limit: int) -> list[OutgoingMail]:
    now = timezone.now()
    with transaction.atomic():
        due = OutgoingMail.objects.due(now).in_turn().with_reader()
        mails = list(due.select_for_update(skip_locked=True, of=("self",))[:limit])
        ours = OutgoingMail.objects.filter(pk__in=[mail.pk for mail in mails])
        ours.update(attempts=F("attempts") + 1, not_before=now + LEASE)
    for mail in mails:
        mail.attempts += 1
    return mails


def _give_back(mails: Sequence[OutgoingMail]) -> None:
    """They were not tried after all."""
    ours = OutgoingMail.objects.queued().filter(pk__in=[mail.pk for mail in mails])
    ours.update(attempts=F("attempts") - 1, not_before=timezone.now())


def _send(mail: OutgoingMail, reader: Reader | None, connection) -> bool:
    if timezone.now() - mail.due_at > KEPT_AT_MOST:
        return _finish(mail, State.DROPPED, "older than 48 hours")
    if mail.attempts > MAX_ATTEMPTS:  # each try has ended the process that made it
        return _finish(mail, State.FAILED, "the sender died of it")
    try:
        message = compose(mail, reader, now=timezone.now())
        mail.sent_to = message.to[0]
        message.connection = connection
        _hand_over(message, connection)
    except Unsendable as reason:
        return _finish(mail, State.DROPPED, str(reason))
    except NotNow as rest:
        return _wait(mail, rest)
    except Exception as error:  # one bad mail must not stop the others
        return _failed(mail, error, connection)
    return _finish(mail, State.SENT, "")


def _hand_over(message: EmailMessage, connection) -> None:
    """Some servers end a conversation after a few mails; the next one is begun anew, once."""
    try:
        message.send()
    except SMTPException as error:
        if not has_hung_up(error):
            raise
        _hang_up(connection)
        connection.open()
        message.send()


def _wait(mail: OutgoingMail, rest: NotNow) -> bool:
    OutgoingMail.objects.filter(pk=mail.pk).update(
        attempts=mail.attempts - 1, not_before=rest.until, due_at=rest.until
    )
    return False


def _failed(mail: OutgoingMail, error: Exception, connection) -> bool:
    verdict = verdict_on(error)
    log.warning("mail.failed", mail=mail.pk, attempts=mail.attempts, error=type(error).__name__)
    if verdict is None:
        _hang_up(connection)  # nobody knows in which state it is
    if (verdict and verdict.is_final) or mail.attempts >= MAX_ATTEMPTS:
        return _give_up(mail, verdict, type(error).__name__)
    pause = timedelta(seconds=settings.MAIL_RETRY_SECONDS) * 4 ** (mail.attempts - 1)
    OutgoingMail.objects.filter(pk=mail.pk).update(
        not_before=timezone.now() + min(pause, LONGEST_PAUSE)
    )
    return False


@transaction.atomic
def _give_up(mail: OutgoingMail, verdict: Verdict | None, error: str) -> bool:
    if verdict and verdict.refusal and mail.sent_to:
        record_bounce(mail=mail, refusal=verdict.refusal)
    return _finish(mail, State.FAILED, f"refused: {verdict.code}" if verdict else error)


def _finish(mail: OutgoingMail, state: OutgoingMail.State, why: str) -> bool:
    sent = state is State.SENT
    if not sent and mail.digest_of_id:
        release(mail)
    OutgoingMail.objects.filter(pk=mail.pk).update(
        state=state,
        why=why,
        text="",
        reply_to="",
        html="",
        sent_to=mail.sent_to,
        sent_at=timezone.now() if sent else None,
    )
    return sent
