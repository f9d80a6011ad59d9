from django.conf import settings
from django.db import models
from django.utils import timezone


class MedalAward(models.Model):
    """A medal that somebody earned. What it takes is declared in code, beside its query."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="medals")
    medal = models.CharField(max_length=40)
    # What it was earned in or for, where one can earn it several times: "product 7", "answer 12".
    subject = models.CharField(max_length=40, blank=True)
    awarded_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "medal", "subject"], name="medal_earned_once")
        ]
        indexes = [models.Index(fields=["medal", "-awarded_at", "-id"], name="newest_of_a_medal")]

    def __str__(self) -> str:
        return f"#{self.pk} {self.medal}"
