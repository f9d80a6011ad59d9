from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone


class TargetQuerySet(models.QuerySet):
    def with_people(self) -> "TargetQuerySet":
        return self.select_related("owner", "set_by")

    def in_order(self) -> "TargetQuerySet":
        return self.order_by("measure", "id")


class Target(models.Model):
    """What a measure is to reach, by when, and who sees to it."""

    measure = models.CharField(max_length=40, unique=True)
    # In the measure's own unit: minutes, per cent or a number.
    value = models.PositiveIntegerField()
    due_on = models.DateField()
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    set_at = models.DateTimeField(default=timezone.now)

    objects = TargetQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(measure=""), name="target_of_a_measure"),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.measure}"
