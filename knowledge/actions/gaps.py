"""What becomes of a gap: somebody writes what is missing, adds a synonym, or says that it is not
ours; each can be taken back."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from config import retention
from config.audit.recording import record_act
from knowledge import policies
from knowledge.models import Gap

# A search that nobody makes any more is no gap.
KEPT = timedelta(days=30)
DECIDED_KEPT = timedelta(days=400)

State = Gap.State
_ACTS = {
    State.DISMISSED: "gap-dismissed",
    State.WRITTEN: "gap-written",
    State.SYNONYM: "gap-synonym",
    State.WAITING: "gap-restored",
}


class CannotDecideGap(Exception):
    """The message is meant for the curator who tried."""


@transaction.atomic
def dismiss_gap(*, gap: Gap, by: User, now: datetime | None = None) -> Gap:
    """Nothing is to be written about it; what is searched for a month later comes back."""
    return _decide(gap, by, State.DISMISSED, now)


@transaction.atomic
def gap_written(*, gap: Gap, by: User, now: datetime | None = None) -> Gap:
    """Somebody writes what was missing; as `dismiss_gap` if it is missed all the same.

    Raises CannotDecideGap where somebody else was quicker: one article is enough.
    """
    if _locked(gap, by).state == State.WRITTEN:
        raise CannotDecideGap(_("Somebody writes about it already."))
    return _decide(gap, by, State.WRITTEN, now)


@transaction.atomic
def gap_has_synonym(*, gap: Gap, by: User, now: datetime | None = None) -> Gap:
    """It is there, under another word; as `dismiss_gap` if it is missed all the same."""
    return _decide(gap, by, State.SYNONYM, now)


@transaction.atomic
def restore_gap(*, gap: Gap, by: User) -> Gap:
    """Take any of these back."""
    return _decide(gap, by, State.WAITING, None)


def sweep(*, now: datetime | None = None) -> int:
    """Forget what nobody acted on, and what was decided long ago; return how many rows."""
    at = now or timezone.now()
    forgotten = Q(state=State.WAITING, kind__in=Gap.SEARCHES, last_at__lt=at - KEPT)
    decided = Q(decided_at__lt=at - DECIDED_KEPT)
    return retention.delete(Gap.objects.filter(forgotten | decided))


def _decide(gap: Gap, by: User, state: Gap.State, now: datetime | None) -> Gap:
    gap = _locked(gap, by)
    if gap.state != state:
        gap.state = state
        gap.decided_at = None if state == State.WAITING else now or timezone.now()
        gap.save(update_fields=["state", "decided_at"])
        record_act(_ACTS[state], by=by, subject=f"gap-{gap.pk}")
    return gap


def _locked(gap: Gap, by: User) -> Gap:
    if not policies.can_curate(by):
        raise CannotDecideGap(_("Only curators can do this."))
    found = Gap.objects.select_for_update(no_key=True).filter(pk=gap.pk).first()
    if found is None:
        raise CannotDecideGap(_("It is no gap any more: somebody has found or answered it."))
    return found
