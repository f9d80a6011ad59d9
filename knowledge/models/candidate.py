from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.models import Answer, Question


class CandidateQuerySet(models.QuerySet):
    def waiting(self) -> "CandidateQuerySet":
        return self.filter(state=Candidate.State.WAITING)

    def undecided(self) -> "CandidateQuerySet":
        """Those that wait, and those that come back once enough has changed."""
        return self.filter(state__in=(Candidate.State.WAITING, Candidate.State.DISMISSED))

    def visible_to(self, viewer) -> "CandidateQuerySet":
        """Curators only, and never what was hidden meanwhile."""
        if not (viewer.is_authenticated and viewer.is_curator):
            return self.none()
        return self.filter(answer__hidden_at=None, question__hidden_at=None)

    def for_queue(self) -> "CandidateQuerySet":
        return self.select_related(
            "question__author",
            "question__affiliation__organisation",
            "question__product",
            "answer__author",
            "answer__affiliation__organisation",
            "likely_covered_by",
        )


class Candidate(models.Model):
    """An answer that may be worth an article and waits for a curator's decision."""

    class State(models.TextChoices):
        WAITING = "waiting"
        PROMOTED = "promoted"
        WITHDRAWN = "withdrawn"
        DISMISSED = "dismissed"
        COVERED = "covered"

    class Dismissal(models.TextChoices):
        TOO_SPECIAL = "too-special", _("Helps nobody else")
        NOT_TRUE = "not-true", _("It is wrong or out of date")
        NOT_OURS = "not-ours", _("Not our subject")
        ELSEWHERE = "elsewhere", _("It stands elsewhere")

    question = models.ForeignKey(Question, models.CASCADE, related_name="+")
    answer = models.OneToOneField(Answer, models.CASCADE, related_name="candidate")
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    created_at = models.DateTimeField(default=timezone.now)
    # Derived: how much it would help, and of which parts that number is made.
    value = models.PositiveIntegerField(default=0)
    parts = models.JSONField(default=dict)
    valued_at = models.DateTimeField(null=True)
    # What the search thinks says it already; a curator decides.
    likely_covered_by = models.ForeignKey(
        "knowledge.Article", models.SET_NULL, null=True, related_name="+"
    )
    # When the search last looked for such an article.
    looked_up_at = models.DateTimeField(null=True)
    # What a curator says covers it: the thread shows that article.
    covered_by = models.ForeignKey(
        "knowledge.Article", models.PROTECT, null=True, related_name="covered_candidates"
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True)
    dismissed_as = models.CharField(max_length=12, choices=Dismissal, blank=True)
    # What was true then: it comes back when that changes.
    dismissed_on = models.JSONField(default=dict)

    objects = CandidateQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state="dismissed") & ~Q(dismissed_as="")
                | ~Q(state="dismissed") & Q(dismissed_as=""),
                name="dismissed_candidate_says_why",
            ),
            models.CheckConstraint(
                condition=Q(state="covered", covered_by__isnull=False)
                | ~Q(state="covered") & Q(covered_by=None),
                name="covered_candidate_names_its_article",
            ),
        ]
        indexes = [
            models.Index(fields=["state", "-value", "-id"], name="most_valuable_candidates"),
            models.Index(
                fields=["looked_up_at", "id"],
                condition=Q(state="waiting"),
                name="candidates_to_look_up",
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.state}"

    @property
    def is_solution(self) -> bool:
        """Does the asker say that this answer solved it?"""
        return self.question.accepted_answer_id == self.answer_id
