"""What time does to affiliations: reminded, ended after the last day, names shortened.

Each row is looked at again under its lock, so a task that runs twice at once does it once (C-20).
"""

from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop

from accounts.actions.affiliation_history import locked, remember
from accounts.actions.affiliation_life import MAILBOX_LOST, suspend_affiliation
from accounts.actions.affiliation_terms import LAST_REMINDER, REMINDERS
from accounts.actions.affiliations import write_end
from accounts.actions.profiles import remove_avatar
from accounts.events import NameShrunk, RenewalDue
from accounts.models import Affiliation, AffiliationChange, AffiliationRequest
from accounts.proofs import still_proves
from config.events.bus import record

Proof, What = Affiliation.Proof, AffiliationChange.What
NOT_PROVED_AGAIN = gettext_noop("It was not proved again in time.")
CONTRACT_ENDED = gettext_noop("The contract has ended.")
REMINDER_SENT = gettext_noop("Its last day comes near.")
NAME_KEPT_LONG_ENOUGH = gettext_noop("The name is not needed any longer.")


def suspend_unproved_affiliations(*, now: datetime | None = None) -> int:
    """Suspend what a mailbox proved that proves it no longer, however that came about; return how
    many. Mailboxes and domains that are changed by our own doors suspend at once; this finds what
    an import, a script or a new setting changed."""
    count = 0
    proved = Affiliation.objects.standing().proved_by_mailbox().select_related("user")
    for affiliation in proved.order_by("id").iterator():
        if still_proves(affiliation) is None:
            suspend_affiliation(affiliation=affiliation, because=MAILBOX_LOST, now=now)
            count += 1
    return count


def remind_of_renewal(*, now: datetime | None = None) -> int:
    """Remind two weeks and three days before the last day; return how many were reminded."""
    today = timezone.localdate(now)
    soon = Affiliation.objects.expiring(today + timedelta(days=max(REMINDERS)), today)
    due = (each for each in soon.order_by("id") if _is_reminder_due(each, today))
    return sum(_remind(affiliation, now) for affiliation in due)


def expire_affiliations(*, now: datetime | None = None) -> int:
    """End what was not proved again by its last day; return how many. It stood for nothing since
    that day: this leaves the record."""
    over = Affiliation.objects.open().filter(valid_until__lt=timezone.localdate(now))
    return sum(_expire(affiliation, now) for affiliation in over.order_by("id"))


def shrink_names(*, now: datetime | None = None) -> int:
    """Leave nothing but initials of the names of those who left, for good; return how many.

    The name's key stays, so that nobody can take a former employee's name.
    """
    before = (now or timezone.now()) - timedelta(days=settings.AFFILIATION_NAME_KEPT_DAYS)
    left = Affiliation.objects.filter(ended_at__lte=before, shrunk_at=None)
    return sum(_shrink(affiliation, now) for affiliation in left.order_by("id"))


@transaction.atomic
def _remind(affiliation: Affiliation, now: datetime | None) -> bool:
    affiliation = locked(affiliation)
    if not _is_reminder_due(affiliation, timezone.localdate(now)):
        return False
    affiliation.reminded_at = now or timezone.now()
    affiliation.save(update_fields=["reminded_at"])
    remember(affiliation, What.REMINDED, by=None, why=REMINDER_SENT, now=now)
    record(RenewalDue(affiliation.user_id, affiliation.pk))
    return True


def _is_reminder_due(affiliation: Affiliation, today: date) -> bool:
    """The provider proves it again at each sign-in, so only the last reminder makes sense there."""
    last = affiliation.valid_until
    if last is None or last < today or affiliation.ended_at or affiliation.suspended_at:
        return False
    if affiliation.reminded_at is None and affiliation.proof != Proof.IDENTITY_PROVIDER:
        return last - today <= timedelta(days=max(REMINDERS))
    final = last - timedelta(days=LAST_REMINDER)
    reminded_at = affiliation.reminded_at
    return today >= final and (reminded_at is None or timezone.localdate(reminded_at) < final)


@transaction.atomic
def _expire(affiliation: Affiliation, now: datetime | None) -> bool:
    affiliation = locked(affiliation)
    last, today = affiliation.valid_until, timezone.localdate(now)
    if affiliation.ended_at or last is None or last >= today:
        return False
    contract = affiliation.contract_until
    because = CONTRACT_ENDED if contract and contract < today else NOT_PROVED_AGAIN
    write_end(affiliation, What.EXPIRED, by=None, because=because, now=now)
    return True


@transaction.atomic
def _shrink(affiliation: Affiliation, now: datetime | None) -> bool:
    affiliation = locked(affiliation)
    if affiliation.shrunk_at:
        return False
    affiliation.full_name = initials_of(affiliation.full_name)
    affiliation.proof_key = ""
    affiliation.shrunk_at = now or timezone.now()
    affiliation.save(update_fields=["full_name", "proof_key", "shrunk_at"])
    AffiliationRequest.objects.filter(affiliation=affiliation).update(
        full_name=affiliation.full_name, proof_key="", explanation=""
    )
    if not Affiliation.objects.open().filter(user=affiliation.user_id).exists():
        remove_avatar(user=affiliation.user)
    remember(affiliation, What.SHRUNK, by=None, why=NAME_KEPT_LONG_ENOUGH, now=now)
    record(NameShrunk(affiliation.user_id, affiliation.pk))
    return True


def initials_of(full_name: str) -> str:
    """“M. V.” of “Miriam Vogt”."""
    words = full_name.split()
    return " ".join(f"{word[0]}." for word in (words[:1] + words[1:][-1:]))
