from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from accounts.models.affiliation import Affiliation


class SigningRightQuerySet(models.QuerySet):
    def open(self) -> "SigningRightQuerySet":
        """Proposed or granted, not revoked."""
        return self.filter(revoked_at=None)

    def in_force(self) -> "SigningRightQuerySet":
        """Granted by a second person, not revoked."""
        return self.filter(revoked_at=None, granted_at__isnull=False)


class SigningRight(models.Model):
    """The right to sign official answers: proposed by one administrator, granted by a second."""

    affiliation = models.ForeignKey(Affiliation, models.CASCADE, related_name="signing_rights")
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(default=timezone.now)
    reason = models.CharField(max_length=300)
    granted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    granted_at = models.DateTimeField(null=True)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    revoked_at = models.DateTimeField(null=True)

    objects = SigningRightQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["affiliation"],
                condition=Q(revoked_at=None),
                name="one_open_signing_right",
            ),
            models.CheckConstraint(
                condition=Q(granted_by=None) | ~Q(granted_by=F("proposed_by")),
                name="signing_right_takes_two",
            ),
            models.CheckConstraint(
                condition=Q(granted_by=None, granted_at=None)
                | Q(granted_by__isnull=False, granted_at__isnull=False),
                name="signing_right_says_who_granted_when",
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"
