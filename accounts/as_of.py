"""For whom somebody spoke at a moment that has passed (TRUST L-AU-04)."""

from copy import copy
from datetime import datetime

from django.utils import timezone

from accounts.models import Affiliation, AffiliationChange

What = AffiliationChange.What
_HOLDS_OR_NOT = (What.GRANTED, What.RENEWED, What.RESUMED, What.SUSPENDED)


def affiliation_as_of(affiliation: Affiliation, moment: datetime) -> Affiliation:
    """As it was shown then: in force, suspended or ended. Nothing is saved.

    Name and role title are those of today; `corrected_since` says what was corrected.
    """
    then = copy(affiliation)
    then.suspended_at = _suspended_at(affiliation, moment)
    if affiliation.ended_at and affiliation.ended_at > moment:
        then.ended_at = None
    if not _was_over(affiliation, moment):
        then.valid_until = None
    return then


def _suspended_at(affiliation: Affiliation, moment: datetime) -> datetime | None:
    changes = AffiliationChange.objects.filter(affiliation=affiliation, at__lte=moment)
    newest = changes.filter(what__in=_HOLDS_OR_NOT).order_by("-at", "-id").first()
    return newest.at if newest and newest.what == What.SUSPENDED else None


def corrected_since(affiliation: Affiliation, moment: datetime) -> list[AffiliationChange]:
    """What was corrected after `moment`, oldest first: the line said something else before."""
    changes = AffiliationChange.objects.filter(affiliation=affiliation, at__gt=moment)
    return list(changes.filter(what=What.CHANGED).order_by("at", "id"))


def _was_over(affiliation: Affiliation, moment: datetime) -> bool:
    """Past its last day, before the rule that ends it came by."""
    last = affiliation.valid_until
    return last is not None and last < timezone.localdate(moment)
