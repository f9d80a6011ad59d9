from django.conf import settings
from django.db import models
from django.utils import timezone

from community.models import Product


class EndedVersion(models.Model):
    """A version of a product that is no longer in use: articles valid for it are looked at."""

    product = models.ForeignKey(Product, models.CASCADE, related_name="+")
    version = models.CharField(max_length=60)
    ended_on = models.DateField()
    said_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["product", "version"], name="a_version_ends_once")
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.version}"
