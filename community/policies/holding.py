"""Whose posts may have to wait for a moderator, and since when somebody is known here."""

from collections.abc import Collection
from datetime import datetime, timedelta

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from accounts.models import Affiliation, User
from accounts.privileges import Privilege, holds
from community.models.reasons import HeldFor

NEW_ACCOUNT = timedelta(days=1)
# Who has earned this much was found useful by several people; PRODUCT, section 2, “Hold”.
EARNED = 10
# What many new accounts spread waits in every mode.
MODES: Collection[str] = ("off", *(each.value for each in HeldFor if each != HeldFor.SPREAD_LINK))


def hold_mode() -> str:
    """“off” or one of MODES; raises ImproperlyConfigured for anything else."""
    if settings.HOLD not in MODES:
        raise ImproperlyConfigured(f"HOLD is “{settings.HOLD}”; choose {', '.join(MODES)}.")
    return settings.HOLD


def is_trusted(user: User) -> bool:
    """Staff, who speaks for an organisation and says so, and who has earned a first right: what
    they write never waits."""
    return (
        bool(user.roles)
        or holds(user, Privilege.PROPOSE_DUPLICATE)
        or Affiliation.objects.active().filter(user=user).exists()
    )


def is_newcomer(user: User, now: datetime) -> bool:
    """On the first day, or as long as nearly nobody found an own answer useful (A-VO-06)."""
    is_young = now - user.created_at < NEW_ACCOUNT or user.points < EARNED
    return is_young and not is_trusted(user)


def held_until(since: datetime) -> datetime:
    """When a moderator will have looked at what waits since then."""
    return since + timedelta(hours=settings.HOLD_HOURS)
