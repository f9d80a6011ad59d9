from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.models import Product
from knowledge.models.article import TITLE_LENGTH, Article

SUMMARY_LENGTH = 200


class Significance(models.TextChoices):
    """How much a change matters (PRODUCT, section 3): a typing error needs no second person."""

    TYPO = "typo", _("Typing error")
    CONTENT = "content", _("Content")
    MEANING = "meaning", _("Meaning")


class ArticleText(models.Model):
    """What a revision says: everything of an article that readers get."""

    title = models.CharField(max_length=TITLE_LENGTH)
    applies = models.TextField(blank=True)
    cause = models.TextField(blank=True)
    solution = models.TextField(blank=True)
    search_phrases = models.TextField(blank=True)
    product = models.ForeignKey(Product, models.PROTECT, null=True, related_name="+")
    valid_for = models.CharField(max_length=200, blank=True)
    valid_until = models.DateField(null=True, blank=True)
    audience = models.CharField(
        max_length=8, choices=Article.Audience, default=Article.Audience.PUBLIC
    )
    significance = models.CharField(
        max_length=8, choices=Significance, default=Significance.CONTENT
    )
    # What changed and why, in the author's words.
    summary = models.CharField(max_length=SUMMARY_LENGTH, blank=True)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        abstract = True


class Revision(ArticleText):
    """One state of an article, as its author left it. Only masking and erasure change a row."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField()
    # When it was approved, or looked at after it was published at once; never a typing error. By a
    # second person, unless the company does without.
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    reviewed_at = models.DateTimeField(null=True)
    # Of a translation: which version of its original this text was made of, if it was looked at.
    original_version = models.PositiveIntegerField(null=True)
    # It waited for a second person and was given up: readers never got it.
    discarded_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["article", "number"], name="one_revision_per_number"),
            models.CheckConstraint(
                condition=Q(reviewer=None) | Q(reviewed_at__isnull=False),
                name="reviewed_revision_says_when",
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.number}"


class PendingRevision(ArticleText):
    """What a published article is to say next: curators alone read it until it is approved."""

    article = models.OneToOneField(Article, models.CASCADE, related_name="pending_revision")
    # The version of the article it was written on, and its own, which counts on from there: a save
    # of an older one is refused.
    base_version = models.PositiveIntegerField()
    version = models.PositiveIntegerField()
    submitted_at = models.DateTimeField(null=True)
    # A reviewer sent it back, with what is missing.
    returned_note = models.CharField(max_length=1000, blank=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["-submitted_at", "-article"],
                condition=Q(submitted_at__isnull=False),
                name="changes_to_review",
            )
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"
