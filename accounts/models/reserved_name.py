from datetime import datetime

from django.db import models
from django.utils import timezone

from accounts.models.affiliation import Affiliation
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


def is_name_taken(display_name: str) -> bool:
    """Borne by a member, by somebody who speaks or spoke for a company, or reserved."""
    return (
        User.objects.named(display_name).exists()
        or Affiliation.objects.named(display_name).exists()
        or ReservedName.objects.holding(display_name).exists()
    )
