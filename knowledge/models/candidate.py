from django.db import models
from django.db.models import F
from django.utils import timezone

from community.models import Answer, Question

# What one person with the same problem, and one who found the answer useful, add to the value.
PER_AFFECTED = 3
PER_SCORE = 1


class CandidateQuerySet(models.QuerySet):
    def waiting(self) -> "CandidateQuerySet":
        return self.filter(state=Candidate.State.WAITING)

    def visible_to(self, viewer) -> "CandidateQuerySet":
        """Curators only, and never what was hidden meanwhile."""
        if not (viewer.is_authenticated and viewer.is_curator):
            return self.none()
        return self.filter(answer__hidden_at=None, question__hidden_at=None)

    def by_value(self) -> "CandidateQuerySet":
        """Most valuable first: how many people it would help, by what is known now."""
        return self.annotate(
            value=F("question__affected_count") * PER_AFFECTED + F("answer__score") * PER_SCORE
        ).order_by("-value", "-id")

    def for_queue(self) -> "CandidateQuerySet":
        return self.select_related("question", "answer")


class Candidate(models.Model):
    """An answer that may be worth an article and waits for a curator's decision."""

    class State(models.TextChoices):
        WAITING = "waiting"
        PROMOTED = "promoted"
        WITHDRAWN = "withdrawn"

    question = models.ForeignKey(Question, models.CASCADE, related_name="+")
    answer = models.OneToOneField(Answer, models.CASCADE, related_name="candidate")
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    created_at = models.DateTimeField(default=timezone.now)

    objects = CandidateQuerySet.as_manager()

    def __str__(self) -> str:
        return f"#{self.pk} {self.state}"
