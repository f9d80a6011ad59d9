from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.models.tag import Tag

REASON_LENGTH = 200


class TagChange(models.Model):
    """What somebody of the staff did to a tag: who, when and why. Rows are never changed."""

    class Act(models.TextChoices):
        DESCRIBE = "describe", _("Described")
        RENAME = "rename", _("Renamed")
        MERGE = "merge", _("Another tag merged into it")
        ADD_SYNONYM = "add-synonym", _("Synonym added")
        REMOVE_SYNONYM = "remove-synonym", _("Synonym removed")

    tag = models.ForeignKey(Tag, models.PROTECT, related_name="changes")
    act = models.CharField(max_length=14, choices=Act)
    # The words before and after; the other tag's name where two were merged.
    before = models.TextField(blank=True)
    after = models.TextField(blank=True)
    reason = models.CharField(max_length=REASON_LENGTH, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"#{self.pk} {self.act}"
