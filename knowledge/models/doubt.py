from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from knowledge.models.article import Article


class DoubtQuerySet(models.QuerySet):
    def open(self) -> "DoubtQuerySet":
        return self.filter(settled_at=None)

    def for_desk(self) -> "DoubtQuerySet":
        """The oldest first, with who raised it."""
        return self.select_related("raised_by").order_by("opened_at", "id")


class Doubt(models.Model):
    """Why somebody has to look at an article again: each cause stands once until it is settled."""

    class Cause(models.TextChoices):
        SOURCE_EDITED = "source-edited", _("The source was edited")
        SOURCE_HIDDEN = "source-hidden", _("The source was hidden")
        SOURCE_REMOVED = "source-removed", _("The source was removed by its author")
        SOURCE_OUTVOTED = "source-outvoted", _("Readers find another answer better")
        SOURCE_WITHDRAWN = "source-withdrawn", _("Nobody calls the source a solution any more")
        REVIEW_DUE = "review-due", _("The review date is reached")
        VERSION_ENDED = "version-ended", _("What it is valid for has ended")
        LINK_BROKEN = "link-broken", _("A link leads nowhere")
        DID_NOT_HELP = "did-not-help", _("It did not help many readers")
        OWNER_LEFT = "owner-left", _("Nobody keeps it")
        MASKED = "masked", _("Personal data was masked in it")
        PUBLISHED_ALONE = "published-alone", _("Published without a second person")
        ORIGINAL_CHANGED = "original-changed", _("The original changed in meaning")
        ORIGINAL_RETIRED = "original-retired", _("The original was retired")
        FLAGGED = "flagged", _("Somebody says that it is wrong")

    SOURCE_CAUSES = (
        Cause.SOURCE_EDITED,
        Cause.SOURCE_HIDDEN,
        Cause.SOURCE_REMOVED,
        Cause.SOURCE_OUTVOTED,
        Cause.SOURCE_WITHDRAWN,
    )

    article = models.ForeignKey(Article, models.CASCADE, related_name="doubts")
    cause = models.CharField(max_length=16, choices=Cause)
    # What it is about: "answer-12", "article-3", an address, a version; empty for the article.
    subject = models.CharField(max_length=200, blank=True)
    note = models.CharField(max_length=1000, blank=True)
    opened_at = models.DateTimeField(default=timezone.now)
    raised_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )

    objects = DoubtQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["article", "cause", "subject"],
                condition=Q(settled_at=None),
                name="each_cause_stands_once",
            )
        ]
        indexes = [
            models.Index(
                fields=["cause", "-opened_at"], condition=Q(settled_at=None), name="open_doubts"
            ),
            # A queue of several causes is read from its beginning.
            models.Index(
                fields=["-opened_at", "-article"],
                condition=Q(settled_at=None),
                name="newest_open_doubts",
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.cause}"
