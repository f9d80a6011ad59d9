"""Being listed among those who helped most takes one's own consent, and ends with it."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.events import LeaderboardsJoined, LeaderboardsLeft
from accounts.models import Affiliation, User
from config.events.bus import record


class CannotJoin(Exception):
    """The message is meant for the member who tried."""


@transaction.atomic
def join_leaderboards(*, user: User, now: datetime | None = None) -> None:
    """Raises CannotJoin for who speaks for the company or receives perks."""
    if Affiliation.objects.open().filter(user=user).exists():
        raise CannotJoin(_("Who speaks for the company or receives perks is not listed."))
    joined = User.objects.filter(pk=user.pk, on_leaderboards_since=None)
    if joined.update(on_leaderboards_since=now or timezone.now()):
        record(LeaderboardsJoined(user.pk), actor=user)


@transaction.atomic
def leave_leaderboards(*, user: User) -> None:
    listed = User.objects.filter(pk=user.pk, on_leaderboards_since__isnull=False)
    if listed.update(on_leaderboards_since=None):
        record(LeaderboardsLeft(user.pk), actor=user)
