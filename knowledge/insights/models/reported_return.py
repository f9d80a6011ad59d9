from datetime import date

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class ReportedReturnQuerySet(models.QuerySet):
    def between(self, first: date, last: date) -> "ReportedReturnQuerySet":
        return self.filter(day__gte=first, day__lte=last)

    def newest_first(self) -> "ReportedReturnQuerySet":
        return self.order_by("-created_at", "-id")


class ReportedReturn(models.Model):
    """Somebody reached the company although he had read this: it had not helped.

    Who entered it stands in the record, not here: nobody can count what an employee enters.
    """

    class Channel(models.TextChoices):
        PHONE = "phone", _("By telephone")
        DESK = "desk", _("At the desk")
        MAIL = "mail", _("By mail")
        CHAT = "chat", _("By chat")

    document = models.CharField(max_length=40)
    channel = models.CharField(max_length=10, choices=Channel)
    day = models.DateField()
    created_at = models.DateTimeField(default=timezone.now)

    objects = ReportedReturnQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["document", "day"], name="returns_of_a_document"),
            models.Index(fields=["-created_at", "-id"], name="newest_returns"),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.document}"
