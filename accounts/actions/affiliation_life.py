"""Taking a mark away at once, until there is a new proof."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from accounts.actions.affiliation_history import locked, remember
from accounts.events import AffiliationSuspended
from accounts.mailbox import abuse_key
from accounts.models import Affiliation, AffiliationChange, User
from accounts.proofs import still_proves
from config.events.bus import record
from config.text import is_blank

# Stored in English, shown in the reader's language.
MAILBOX_LOST = gettext_noop("The mailbox that proved it is no longer your confirmed one.")
MAILBOX_BOUNCED = gettext_noop("A mail to the mailbox that proved it came back for good.")


class CannotSuspend(Exception):
    """The message is meant for whoever tried."""


@transaction.atomic
def suspend_affiliation(
    *,
    affiliation: Affiliation,
    because: str,
    by: User | None = None,
    now: datetime | None = None,
) -> Affiliation:
    """Take the mark away until there is a new proof; `by` is None for a rule.

    What a person suspends, only a person resumes. Raises CannotSuspend for who is no
    administrator, and without a reason. What has ended or is suspended already stays as it is.
    """
    if by is not None and not by.is_administrator:
        raise CannotSuspend(_("An administrator has to suspend this."))
    if is_blank(because):
        raise CannotSuspend(_("Please say why."))
    affiliation = locked(affiliation)
    is_rule_again = affiliation.suspended_at is not None and by is None
    if affiliation.ended_at or affiliation.suspended_by_person or is_rule_again:
        return affiliation
    affiliation.suspended_at = now or timezone.now()
    affiliation.suspended_because = because
    affiliation.suspended_by_person = by is not None
    affiliation.save(update_fields=["suspended_at", "suspended_because", "suspended_by_person"])
    remember(affiliation, AffiliationChange.What.SUSPENDED, by=by, why=because, now=now)
    record(AffiliationSuspended(affiliation.user_id, affiliation.pk), actor=by)
    return affiliation


@transaction.atomic
def mailbox_was_lost(*, user: User, now: datetime | None = None) -> None:
    """Suspend what a mailbox of `user` proved, in the transaction that takes it away (A-BG-06).

    Which one is not asked: a row that was changed no longer says what stood there. The person is
    locked before anything is looked at: a grant that is being decided on this mailbox at the same
    moment is either seen here, or sees that the mailbox is gone.
    """
    list(User.objects.select_for_update(no_key=True).filter(pk=user.pk))
    for affiliation in Affiliation.objects.standing().proved_by_mailbox().filter(user=user):
        if still_proves(affiliation) is None:
            suspend_affiliation(affiliation=affiliation, because=MAILBOX_LOST, now=now)


@transaction.atomic
def mailbox_bounced(*, mailbox: str, now: datetime | None = None) -> None:
    """Suspend what `mailbox` proves: its server says that there is none such (A-BG-08)."""
    proved = Affiliation.objects.standing().proved_by_mailbox()
    for affiliation in proved.filter(proof_key=abuse_key(mailbox)):
        suspend_affiliation(affiliation=affiliation, because=MAILBOX_BOUNCED, now=now)
