from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

SOURCE_LENGTH = 200


class CostQuerySet(models.QuerySet):
    def newest_first(self) -> "CostQuerySet":
        return self.order_by("-as_of", "-id")


class ContactCost(models.Model):
    """What one contact costs the company on a channel: a figure with its source and its date.

    It holds from its date on, until a newer one.
    """

    class Channel(models.TextChoices):
        PHONE = "phone", _("Telephone")
        WRITTEN = "written", _("Mail or letter")

    channel = models.CharField(max_length=10, choices=Channel)
    amount = models.DecimalField(max_digits=8, decimal_places=2)
    source = models.CharField(max_length=SOURCE_LENGTH)
    as_of = models.DateField()

    objects = CostQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["channel", "as_of"], name="one_contact_cost_per_date"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="contact_cost_is_positive"),
            models.CheckConstraint(condition=~Q(source=""), name="contact_cost_has_a_source"),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.channel}"


class RunningCost(models.Model):
    """What the community itself costs a month: hosting, curators' hours.

    It holds from its date on, until a newer one of the same name.
    """

    name = models.CharField(max_length=80)
    amount = models.DecimalField(max_digits=10, decimal_places=2)
    source = models.CharField(max_length=SOURCE_LENGTH)
    as_of = models.DateField()

    objects = CostQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["name", "as_of"], name="one_running_cost_per_date"),
            models.CheckConstraint(condition=Q(amount__gte=0), name="running_cost_is_no_gain"),
            models.CheckConstraint(
                condition=~Q(source="") & ~Q(name=""), name="running_cost_has_a_source"
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.name}"
