from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class ReputationEntry(models.Model):
    """One line of a member's ledger; the balance is the sum of the lines.

    A line is never edited. What turns out wrong is taken back by a counter-line of the same key
    with the next number, so that a key is worth its points or nothing.
    """

    class Reason(models.TextChoices):
        ANSWER_VOTED = "answer-voted", _("Your answer was found useful")
        ANSWER_ACCEPTED = "answer-accepted", _("Your answer solved a question")
        ACCEPTED_AN_ANSWER = "accepted-an-answer", _("You said which answer solved it")
        ARTICLE_SOURCE = "article-source", _("Your answer became an article")
        IMPORTED = "imported", _("Brought along from the former community")

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="reputation")
    reason = models.CharField(max_length=30, choices=Reason)
    points = models.IntegerField()
    key = models.CharField(max_length=100)
    number = models.PositiveIntegerField(default=1)
    # What it was for, e.g. "answer" and its id: the ledger stands below the posts.
    subject = models.CharField(max_length=30, blank=True)
    subject_id = models.BigIntegerField(null=True)
    caused_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["key", "number"], name="one_ledger_line_per_number")
        ]
        indexes = [
            models.Index(fields=["user", "reason", "subject", "subject_id"], name="ledger_by_post")
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.key} {self.points:+}"
