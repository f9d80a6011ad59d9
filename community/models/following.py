from django.conf import settings
from django.db import models
from django.utils import timezone

from community.models.question import Question


class Affected(models.Model):
    """A person who said “I have this too”."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="affected_by")
    question = models.ForeignKey(Question, models.CASCADE, related_name="affected")
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "question"], name="affected_once")]

    def __str__(self) -> str:
        return f"#{self.pk}"


class Following(models.Model):
    """Somebody wants to hear when a question moves; askers and affected people do at once."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="following")
    question = models.ForeignKey(Question, models.CASCADE, related_name="followers")
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "question"], name="follows_once")]

    def __str__(self) -> str:
        return f"#{self.pk}"
