"""How a notice becomes a mail: in its reader's language, with what he may see at this moment."""

from datetime import datetime

from django.core.mail import EmailMultiAlternatives
from django.utils import translation

from accounts.notifications import kinds, wording
from accounts.notifications.bounces import may_try_account_mail
from accounts.notifications.hours import next_working_hour
from accounts.notifications.kinds import Channel
from accounts.notifications.models import Notice, OutgoingMail
from accounts.notifications.readers import Reader
from accounts.notifications.reading import Entry, in_words


class Unsendable(Exception):
    """Nothing is to be sent any more; the text says why, for operators."""


class NotNow(Exception):
    """It is to be sent, but not before `until`."""

    def __init__(self, until: datetime) -> None:
        super().__init__(until)
        self.until = until


def compose(mail: OutgoingMail, reader: Reader | None, *, now: datetime) -> EmailMultiAlternatives:
    """The finished message; raises Unsendable if its reader, its subject or the reader's wish for
    it is gone, and NotNow for staff after hours. Mails about an account have no `reader`."""
    if reader is None:
        return _account_mail(mail, now)
    _require_reachable(reader, now)
    with translation.override(reader.person.language):
        return _notice(mail, mail.notice, reader) if mail.notice else _digest(mail, reader)


def _account_mail(mail: OutgoingMail, now: datetime) -> EmailMultiAlternatives:
    """A second try of the same mail is no second mail to a paused address."""
    if mail.attempts == 1 and not may_try_account_mail(address=mail.to, now=now):
        raise Unsendable("the address is paused and was tried today")
    return wording.account_mail(mail)


def _notice(mail: OutgoingMail, notice: Notice, reader: Reader) -> EmailMultiAlternatives:
    kind = kinds.get(notice.kind)
    if kind is not None and reader.choices.channel(kind) != Channel.AT_ONCE:
        raise Unsendable("the reader wants no such mail")
    entries = in_words([notice], viewer=reader.person)
    if kind is None or not entries:
        raise Unsendable("the reader may not see it")
    if entries[0].told.is_muted:
        raise Unsendable("the reader muted the thread")
    return wording.notice_mail(mail, reader.person, kind, entries[0].told)


def _digest(mail: OutgoingMail, reader: Reader) -> EmailMultiAlternatives:
    if not reader.choices.wants_digest:
        raise Unsendable("the reader wants no digest")
    entries = _of_digest(mail, reader)
    if not entries:
        raise Unsendable("nothing is left to tell")
    return wording.digest_mail(mail, reader.person, entries)


def _of_digest(mail: OutgoingMail, reader: Reader) -> list[Entry]:
    bound = Notice.objects.of(reader.person).unread().filter(digest=mail)
    notices = [
        notice
        for notice in bound.order_by("-created_at", "-id")
        if reader.choices.channel(kinds.get(notice.kind)) != Channel.NEVER
    ]
    return [entry for entry in in_words(notices, viewer=reader.person) if not entry.told.is_muted]


def _require_reachable(reader: Reader, now: datetime) -> None:
    if not (reader.person.is_active and reader.person.email):
        raise Unsendable("the reader has no address")
    if reader.is_paused:
        raise Unsendable("the address is paused")
    if reader.is_staff and not reader.choices.settings.is_any_hour_fine:
        at = next_working_hour(reader.choices.settings, now=now)
        if at > now:
            raise NotNow(at)
