"""Addresses that mail came back from."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone

from accounts.notifications.models.mail import OutgoingMail

COUNTED_FOR = timedelta(days=14)


class BounceQuerySet(models.QuerySet):
    def recent(self, address: str, now: datetime) -> "BounceQuerySet":
        return self.filter(address=address, at__gt=now - COUNTED_FOR)


class Bounce(models.Model):
    """One of our mails could not be delivered."""

    mail = models.OneToOneField(OutgoingMail, models.CASCADE, related_name="bounce")
    address = models.CharField(max_length=254)
    is_hard = models.BooleanField()
    # The server's code, such as 5.1.1; its words may quote what somebody wrote.
    code = models.CharField(max_length=20)
    at = models.DateTimeField(default=timezone.now)

    objects = BounceQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["address", "-at"], name="bounces_of_an_address")]

    def __str__(self) -> str:
        return f"#{self.pk} {self.code}"


class PausedAddress(models.Model):
    """Nothing but mails about the account goes there, once a day, until it is confirmed again."""

    address = models.CharField(max_length=254, unique=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="paused_addresses"
    )
    paused_at = models.DateTimeField(default=timezone.now)
    why = models.CharField(max_length=100)
    tried_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"#{self.pk} {self.why}"
