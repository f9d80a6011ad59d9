from django.conf import settings
from django.db import models
from django.utils import timezone

from accounts.names import name_key


class FormerNameQuerySet(models.QuerySet):
    def last_bearer(self, display_name: str) -> int | None:
        """The id of who gave this name up last, or one that looks the same."""
        borne = self.filter(name_key=name_key(display_name)).order_by("-given_up_at", "-id")
        return borne.values_list("user_id", flat=True).first()


class FormerName(models.Model):
    """A name that a member gave up for another one."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="former_names")
    display_name = models.CharField(max_length=80)
    name_key = models.CharField(max_length=255, db_index=True)
    given_up_at = models.DateTimeField(default=timezone.now)

    objects = FormerNameQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["user", "-given_up_at"], name="former_names_of_a_member")]

    def __str__(self) -> str:
        return f"#{self.pk}"
