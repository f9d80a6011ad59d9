from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from community.models.question import Question


class DuplicateProposalQuerySet(models.QuerySet["DuplicateProposal"]):
    def open(self) -> "DuplicateProposalQuerySet":
        """A question that was closed otherwise waits for no word on it until it is reopened."""
        return self.filter(state=DuplicateProposal.State.OPEN, question__closed_at=None)

    def visible_to(self, viewer) -> "DuplicateProposalQuerySet":
        """Those whose two questions everybody may read; complaints are for moderators alone."""
        readable = self.filter(question__hidden_at=None, original__hidden_at=None)
        if viewer.is_authenticated and viewer.is_moderator:
            return readable
        return readable.exclude(question__kind=Question.Kind.COMPLAINT)

    def for_listing(self) -> "DuplicateProposalQuerySet":
        """With both questions and who asked them."""
        return self.select_related(
            "question__author",
            "question__affiliation__organisation",
            "original__author",
            "original__affiliation__organisation",
        )


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

    objects = DuplicateProposalQuerySet.as_manager()

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
        indexes = [
            models.Index(fields=["state", "-created_at", "-id"], name="newest_duplicate_proposals")
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"
