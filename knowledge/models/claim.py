from collections.abc import Collection
from datetime import datetime

from django.conf import settings
from django.db import models


class ClaimQuerySet(models.QuerySet):
    def held(self, now: datetime) -> "ClaimQuerySet":
        return self.filter(until__gt=now)

    def on(self, subjects: Collection[str]) -> "ClaimQuerySet":
        return self.filter(subject__in=subjects)

    def with_person(self) -> "ClaimQuerySet":
        return self.select_related("person")


class Claim(models.Model):
    """Who works on an entry of a queue just now, so that two don't do the same."""

    # "candidate-12", "article-3", "gap-5"
    subject = models.CharField(max_length=40, unique=True)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    until = models.DateTimeField()

    objects = ClaimQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["until"], name="claims_that_end")]

    def __str__(self) -> str:
        return f"#{self.pk} {self.subject}"
