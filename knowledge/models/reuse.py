from django.conf import settings
from django.db import models
from django.utils import timezone

from community.models import Question
from knowledge.models.article import Article


class Reuse(models.Model):
    """A curator confirmed that an article answers this thread too: reuse is review (KCS)."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="reuses")
    question = models.ForeignKey(Question, models.CASCADE, related_name="+")
    linked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["article", "question"], name="one_reuse_per_thread")
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"
