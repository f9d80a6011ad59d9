from typing import NoReturn

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models.affiliation import Affiliation


class AppendOnly(models.QuerySet):
    """History: lines are added and read, never edited or taken out."""

    def update(self, **kwargs) -> NoReturn:
        raise TypeError("A line of the history is never edited.")

    def bulk_update(self, *args, **kwargs) -> NoReturn:
        raise TypeError("A line of the history is never edited.")

    def delete(self) -> NoReturn:
        raise TypeError("A line of the history is never taken out.")


class AffiliationChange(models.Model):
    """One line of an affiliation's history: who did what, when, why, on what proof. Only added."""

    class What(models.TextChoices):
        GRANTED = "granted", _("Granted")
        RENEWED = "renewed", _("Proved again")
        REMINDED = "reminded", _("Reminded of the renewal")
        SUSPENDED = "suspended", _("Suspended")
        RESUMED = "resumed", _("Resumed")
        CHANGED = "changed", _("Changed")
        EXPIRED = "expired", _("Expired")
        REVOKED = "revoked", _("Revoked")
        SHRUNK = "shrunk", _("Name shortened to initials")
        MARKED = "marked", _("Earlier posts marked")
        SIGNING_PROPOSED = "signing-proposed", _("Right to sign official answers proposed")
        SIGNING_GRANTED = "signing-granted", _("Right to sign official answers granted")
        SIGNING_REVOKED = "signing-revoked", _("Right to sign official answers revoked")

    affiliation = models.ForeignKey(Affiliation, models.PROTECT, related_name="changes")
    what = models.CharField(max_length=20, choices=What)
    # None: the system, by a rule that `why` names.
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    why = models.CharField(max_length=300)
    proof = models.CharField(max_length=300, blank=True)

    objects = AppendOnly.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~models.Q(why=""), name="affiliation_change_says_why")
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.what}"
