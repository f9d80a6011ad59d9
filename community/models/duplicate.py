from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from community.models.question import Question


class DuplicateProposal(models.Model):
    """Somebody points out that a question was asked before."""

    class State(models.TextChoices):
        OPEN = "open"
        TAKEN = "taken"
        DECLINED = "declined"

    question = models.ForeignKey(Question, models.CASCADE, related_name="duplicate_proposals")
    original = models.ForeignKey(Question, models.CASCADE, related_name="+")
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["question", "original"],
                condition=Q(state="open"),
                name="one_open_duplicate_proposal",
            ),
            models.CheckConstraint(
                condition=~Q(question=F("original")), name="no_duplicate_of_itself"
            ),
        ]
        indexes = [models.Index(fields=["state", "id"], name="duplicate_proposals_by_state")]

    def __str__(self) -> str:
        return f"#{self.pk}"
