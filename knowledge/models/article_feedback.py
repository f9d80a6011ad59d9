from django.db import models
from django.db.models import Count, Max, Min, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from knowledge.models.article import Article


class ArticleFeedbackQuerySet(models.QuerySet):
    def counted(self) -> "ArticleFeedbackQuerySet":
        """Without bursts, which a curator has to look at first."""
        return self.filter(set_aside_at=None)

    def set_aside(self) -> "ArticleFeedbackQuerySet":
        return self.filter(set_aside_at__isnull=False)

    def bursts(self) -> "ArticleFeedbackQuerySet":
        """One row for each article and each kind of word, with how many and between when."""
        grouped = self.set_aside().values("article", "helped")
        return grouped.annotate(
            count=Count("pk"), first_at=Min("said_at"), last_at=Max("said_at")
        ).order_by("article", "helped")


class ArticleFeedback(models.Model):
    """A reader's word on an article, without account: nothing about the reader is kept."""

    class Reason(models.TextChoices):
        DID_NOT_WORK = "did-not-work", _("I tried it and it did not work")
        OTHER_PROBLEM = "other-problem", _("My problem is another one")
        UNCLEAR = "unclear", _("I don't understand it")
        OUTDATED = "outdated", _("It is out of date")

    article = models.ForeignKey(Article, models.CASCADE, related_name="feedback")
    # The version of the article that was read.
    version = models.PositiveIntegerField()
    helped = models.BooleanField()
    reason = models.CharField(max_length=16, choices=Reason, blank=True)
    said_at = models.DateTimeField(default=timezone.now)
    set_aside_at = models.DateTimeField(null=True)

    objects = ArticleFeedbackQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(helped=False) | Q(reason=""), name="what_helped_needs_no_reason"
            )
        ]
        indexes = [
            models.Index(fields=["article", "said_at"], name="feedback_of_an_article"),
            models.Index(
                fields=["set_aside_at"],
                condition=Q(set_aside_at__isnull=False),
                name="feedback_set_aside",
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"
