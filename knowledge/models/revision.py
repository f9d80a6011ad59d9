from django.conf import settings
from django.db import models
from django.utils import timezone

from knowledge.models.article import TITLE_LENGTH, Article


class Revision(models.Model):
    """One state of an article's text, as its author left it. Rows are never changed."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=TITLE_LENGTH)
    applies = models.TextField(blank=True)
    cause = models.TextField(blank=True)
    solution = models.TextField(blank=True)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["article", "number"], name="one_revision_per_number")
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.number}"
