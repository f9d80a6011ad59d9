from datetime import datetime

from django.db import models
from django.utils import timezone

from accounts.models.affiliation import Affiliation
from accounts.models.former_name import FormerName
from accounts.models.user import User
from accounts.names import name_key


class ReservedNameQuerySet(models.QuerySet):
    def holding(self, display_name: str, *, now: datetime | None = None) -> "ReservedNameQuerySet":
        """What keeps this name, or one that looks the same, from being taken."""
        at = now or timezone.now()
        return self.filter(name_key=name_key(display_name), until__gt=at)


class ReservedName(models.Model):
    """A name that nobody bears and nobody may take for a while."""

    name_key = models.CharField(max_length=255, unique=True)
    until = models.DateTimeField()

    objects = ReservedNameQuerySet.as_manager()

    def __str__(self) -> str:
        return f"#{self.pk}"


def is_name_taken(display_name: str, *, for_user: User | None = None) -> bool:
    """Borne by a member, by somebody who speaks or spoke for a company, or reserved.

    To `for_user` his own names are free: the one he bears, the one he speaks or spoke under, and
    one that he gave up himself.
    """
    own = for_user.pk if for_user else None
    return (
        User.objects.named(display_name).exclude(pk=own).exists()
        or Affiliation.objects.named(display_name).exclude(user=own).exists()
        or _is_reserved(display_name, own)
    )


def _is_reserved(display_name: str, own: int | None) -> bool:
    if not ReservedName.objects.holding(display_name).exists():
        return False
    return own is None or FormerName.objects.last_bearer(display_name) != own
