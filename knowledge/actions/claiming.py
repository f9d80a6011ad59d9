"""Who is on it: a claim tells the others, and forbids them nothing."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from knowledge import policies
from knowledge.models import Claim

CLAIM_LASTS = timedelta(minutes=30)


class CannotClaim(Exception):
    """The message is meant for the curator who tried."""


@transaction.atomic
def claim(*, subject: str, by: User, now: datetime | None = None) -> Claim:
    """Say for half an hour that `by` works on `subject`; saying it again begins it anew.

    Raises CannotClaim for who may not curate, and while somebody else is on it.
    """
    if not policies.can_curate(by):
        raise CannotClaim(_("Only curators can do this."))
    at = now or timezone.now()
    claimed = _locked(subject, by, at)
    if claimed.person_id != by.pk and claimed.until > at:
        raise CannotClaim(_("%(person)s is on it already.") % {"person": claimed.person.shown_name})
    claimed.person, claimed.until = by, at + CLAIM_LASTS
    claimed.save(update_fields=["person", "until"])
    return claimed


@transaction.atomic
def release(*, subject: str, by: User) -> None:
    """`by` is not on it any more; what others claimed stays theirs."""
    Claim.objects.filter(subject=subject, person=by).delete()


def _locked(subject: str, by: User, at: datetime) -> Claim:
    """Whoever released it meanwhile leaves it to be claimed anew."""
    held = Claim.objects.select_for_update(of=("self",), no_key=True).with_person()
    while True:
        mine = Claim(subject=subject, person=by, until=at + CLAIM_LASTS)
        Claim.objects.bulk_create([mine], ignore_conflicts=True)
        if found := held.filter(subject=subject).first():
            return found
