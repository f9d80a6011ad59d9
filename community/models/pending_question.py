import hashlib
from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from community.models.product import Product
from community.models.question import TITLE_LENGTH, Question


def hash_of(token: str) -> str:
    """What is stored of the secret in a link: enough to know it again, not enough to make it."""
    return hashlib.sha256(token.encode()).hexdigest()


class PendingQuestionQuerySet(models.QuerySet["PendingQuestion"]):
    def behind(self, token: str) -> "PendingQuestionQuerySet":
        """The question whose newest mail holds the link with `token`."""
        return self.filter(token_hash=hash_of(token))

    def unpublished(self) -> "PendingQuestionQuerySet":
        return self.filter(question=None)

    def mailed_since(
        self, at: datetime, *, mailbox: str, submission: object
    ) -> "PendingQuestionQuerySet":
        """Those of this form whose link went to this mailbox at `at` or later."""
        return self.filter(email=mailbox, submission=submission, mailed_at__gte=at)

    def waiting_for(self, user) -> "PendingQuestionQuerySet":
        """What a member wrote and may not publish before he has said for whom he speaks."""
        return self.unpublished().filter(author=user).order_by("-id")

    def expired(self, now: datetime) -> "PendingQuestionQuerySet":
        return self.filter(expires_at__lte=now)


class PendingQuestion(models.Model):
    """A question that waits for its writer to show, by a link in a mail, that he can be reached.

    Once it is published nothing of it stays here but the way to it. One that became a member's
    own, because he has to say first for whom he speaks, waits for him without an end.
    """

    # The form's key: sending the same form again replaces what was kept.
    submission = models.UUIDField(unique=True)
    email = models.CharField(max_length=254, blank=True)
    token_hash = models.CharField(max_length=64, unique=True, null=True, blank=True)
    kind = models.CharField(max_length=10, choices=Question.Kind, default=Question.Kind.QUESTION)
    product = models.ForeignKey(Product, models.SET_NULL, null=True, related_name="+")
    title = models.CharField(max_length=TITLE_LENGTH, blank=True)
    body = models.TextField(blank=True)
    tags = models.JSONField(default=list)
    language = models.CharField(max_length=2, choices=settings.LANGUAGES)
    asked_about = models.CharField(max_length=40, blank=True)
    suggested = models.JSONField(default=dict, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    mailed_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField(null=True)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="pending_questions"
    )
    question = models.OneToOneField(Question, models.CASCADE, null=True, related_name="+")

    objects = PendingQuestionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=(Q(question=None) & ~Q(email="") & ~Q(title=""))
                | Q(question__isnull=False, email="", title="", body=""),
                name="pending_question_kept_or_published",
            ),
            models.CheckConstraint(
                condition=Q(expires_at__isnull=False) | Q(author__isnull=False),
                name="pending_question_ends_or_has_an_author",
            ),
        ]
        indexes = [models.Index(fields=["expires_at"], name="pending_questions_by_end")]

    def __str__(self) -> str:
        return f"#{self.pk}"

    def is_expired(self, now: datetime) -> bool:
        return self.question_id is None and self.expires_at is not None and self.expires_at <= now
