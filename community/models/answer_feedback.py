from django.db import models
from django.utils import timezone

from community.models.answer import Answer


class AnswerFeedback(models.Model):
    """A reader's word on a solution, without account: nothing about the reader is kept."""

    class Kind(models.TextChoices):
        SOLVED_TOO = "solved-too"
        DID_NOT_HELP = "did-not-help"

    answer = models.ForeignKey(Answer, models.CASCADE, related_name="feedback")
    kind = models.CharField(max_length=12, choices=Kind)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = [models.Index(fields=["answer", "kind"], name="feedback_of_an_answer")]

    def __str__(self) -> str:
        return f"#{self.pk} {self.kind}"
