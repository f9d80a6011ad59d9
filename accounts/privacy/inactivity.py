"""Accounts that nobody needs any more: never confirmed, or not used for years."""

from datetime import datetime, timedelta

import structlog
from allauth.account.models import EmailAddress
from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, ProtectedError, Q, QuerySet
from django.db.models.functions import Coalesce

from accounts.models import Affiliation, ReservedName, User
from accounts.privacy.actions import warn_inactive

log = structlog.get_logger(__name__)
UNCONFIRMED_KEPT = timedelta(days=14)
TIME_TO_COME_BACK = timedelta(days=30)
# What one run of the job announces at most: a mail server is not to be flooded.
WARNED_AT_ONCE = 500


def delete_unconfirmed(now: datetime) -> int:
    """Delete accounts whose owner never showed that the address is his, with their names."""
    confirmed = EmailAddress.objects.filter(user=OuterRef("pk"), verified=True)
    waiting = User.objects.filter(confirmed_at=None, email__isnull=False, last_login=None)
    stale = waiting.filter(~Exists(confirmed), created_at__lt=now - UNCONFIRMED_KEPT)
    return sum(_delete(stale, pk) for pk in list(stale.order_by("pk").values_list("pk", flat=True)))


def warn_all(now: datetime) -> int:
    """Announce their erasure to people who have not been here for years; return how many."""
    if not settings.INACTIVE_YEARS:
        return 0
    people = list(_silent(now).order_by("pk")[:WARNED_AT_ONCE])
    due_at = now + TIME_TO_COME_BACK
    return sum(bool(warn_inactive(user=user, now=now, due_at=due_at)) for user in people)


def _silent(now: datetime) -> QuerySet[User]:
    """Nobody who works here, and nobody who was brought along by an import: he has no address."""
    before = now - timedelta(days=365 * settings.INACTIVE_YEARS)
    works_here = Affiliation.objects.filter(user=OuterRef("pk"), ended_at=None)
    members = User.objects.filter(is_active=True, roles="", email__isnull=False, erases_at=None)
    seen = members.annotate(seen_at=Coalesce("last_login", "created_at"))
    return seen.filter(~Exists(works_here), Q(seen_at__lt=before))


def _delete(stale: QuerySet[User], pk: int) -> bool:
    """Whoever confirms the address meanwhile stays; so does an account that, against all
    expectation, has posts."""
    try:
        with transaction.atomic():
            user = stale.select_for_update(of=("self",)).filter(pk=pk).first()
            if user is None:
                return False
            ReservedName.objects.filter(name_key=user.name_key).delete()
            user.delete()
    except ProtectedError:
        log.warning("retention.unconfirmed_has_posts", user=pk)
        return False
    return True
