from datetime import datetime

from django.conf import settings
from django.db import models
from django.utils import timezone

MAX_ATTEMPTS = 8


class DeliveryQuerySet(models.QuerySet):
    def open(self) -> "DeliveryQuerySet":
        return self.filter(done_at=None)

    def due(self, now: datetime) -> "DeliveryQuerySet":
        return self.open().filter(attempts__lt=MAX_ATTEMPTS, not_before__lte=now)

    def dead(self) -> "DeliveryQuerySet":
        """What was given up after all attempts and waits for a person."""
        return self.open().filter(attempts__gte=MAX_ATTEMPTS)


class Event(models.Model):
    """A fact that was committed together with the change it describes.

    The table serves as outbox, as audit log and as the source of the insight figures.
    Rows are never changed after they were written, and hold ids instead of personal data.
    """

    name = models.CharField(max_length=100)
    payload = models.JSONField(default=dict)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    occurred_at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = [models.Index(fields=["name", "occurred_at"])]

    def __str__(self) -> str:
        return f"#{self.pk} {self.name}"


class Delivery(models.Model):
    """One handler's debt towards one event."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="deliveries")
    handler = models.CharField(max_length=200)
    attempts = models.PositiveSmallIntegerField(default=0)
    not_before = models.DateTimeField(default=timezone.now)
    last_error = models.TextField(blank=True)
    done_at = models.DateTimeField(null=True)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["event", "handler"], name="one_delivery_per_handler")
        ]
        indexes = [
            models.Index(
                fields=["not_before", "id"],
                condition=models.Q(done_at=None),
                name="open_deliveries",
            )
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.handler}"
