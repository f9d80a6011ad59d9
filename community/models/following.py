from django.conf import settings
from django.db import models
from django.utils import timezone

from community.models.question import Question


class Affected(models.Model):
    """A person who said “I have this too”."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="affected_by")
    question = models.ForeignKey(Question, models.CASCADE, related_name="affected", db_index=False)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "question"], name="affected_once")]
        indexes = [models.Index(fields=["question", "id"], name="affected_in_their_order")]

    def __str__(self) -> str:
        return f"#{self.pk}"


class FollowingQuerySet(models.QuerySet):
    def listening(self) -> "FollowingQuerySet":
        """Without those who muted the question."""
        return self.filter(muted_at=None)

    def of(self, person) -> "FollowingQuerySet":
        return self.filter(person=person)

    def for_listing(self, viewer) -> "FollowingQuerySet":
        """With the questions, as far as `viewer` may see them."""
        visible = Question.objects.visible_to(viewer)
        return self.filter(question__in=visible).select_related(
            "question__author", "question__affiliation__organisation"
        )


class Following(models.Model):
    """Somebody wants to hear when a question moves; askers and affected people do at once.

    A muted one says the opposite: he wants to hear nothing of it, whatever follows by itself.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="following")
    question = models.ForeignKey(Question, models.CASCADE, related_name="followers")
    created_at = models.DateTimeField(default=timezone.now)
    muted_at = models.DateTimeField(null=True)

    objects = FollowingQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "question"], name="follows_once")]
        indexes = [
            models.Index(fields=["person", "-created_at", "-id"], name="followed_by_a_person")
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"
