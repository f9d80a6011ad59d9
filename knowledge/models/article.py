from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Count, Q
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.models import Answer, Product, Question

TITLE_LENGTH = 150


class ArticleQuerySet(models.QuerySet):
    def visible_to(self, viewer) -> "ArticleQuerySet":
        """Readers see what is published; curators see drafts and retired articles too."""
        if viewer.is_authenticated and viewer.is_curator:
            return self
        return self.filter(state__in=Article.PUBLIC_STATES)

    def published(self) -> "ArticleQuerySet":
        return self.filter(state__in=Article.PUBLIC_STATES)

    def in_progress(self) -> "ArticleQuerySet":
        """What a curator has to look at: not published yet, or no longer surely true."""
        return self.filter(state__in=Article.STATES_IN_PROGRESS)

    def per_product_group(self) -> dict[int, int]:
        """How many articles stand under each product of the upper level, by its id."""
        group = Coalesce("product__parent", "product")
        counted = self.exclude(product=None).values(group=group).annotate(count=Count("id"))
        return {row["group"]: row["count"] for row in counted.order_by()}

    def for_listing(self) -> "ArticleQuerySet":
        return self.select_related("product", "checked_by")

    def for_page(self) -> "ArticleQuerySet":
        return self.select_related("product__parent", "owner", "checked_by")


class Article(models.Model):
    """What solved it once, written down once and kept true."""

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        IN_REVIEW = "in_review", _("In review")
        PUBLISHED = "published", _("Published")
        NEEDS_REVIEW = "needs_review", _("Needs review")
        RETIRED = "retired", _("Retired")

    PUBLIC_STATES = (State.PUBLISHED, State.NEEDS_REVIEW)
    STATES_IN_PROGRESS = (State.DRAFT, State.IN_REVIEW, State.NEEDS_REVIEW)

    # Translations of one article share a family.
    family = models.UUIDField(default=uuid4)
    language = models.CharField(max_length=2, choices=settings.LANGUAGES)
    title = models.CharField(max_length=TITLE_LENGTH)
    slug = models.CharField(max_length=80)
    applies = models.TextField(blank=True)
    cause = models.TextField(blank=True)
    solution = models.TextField(blank=True)
    applies_html = models.TextField(blank=True)
    cause_html = models.TextField(blank=True)
    solution_html = models.TextField(blank=True)
    renderer_version = models.PositiveSmallIntegerField()
    # The askers' own words, kept so that the next one finds it.
    search_phrases = models.TextField(blank=True)
    product = models.ForeignKey(Product, models.PROTECT, null=True, related_name="articles")
    valid_for = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=12, choices=State, default=State.DRAFT)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="owned_articles"
    )
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    checked_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(default=timezone.now)
    published_at = models.DateTimeField(null=True)
    # Moves with every revision; an edit of an older one is refused instead of overwriting.
    version = models.PositiveIntegerField(default=1)

    objects = ArticleQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="article_title_not_empty"),
            models.UniqueConstraint(
                fields=["family", "language"], name="one_article_per_family_and_language"
            ),
            models.CheckConstraint(
                condition=~Q(state="published")
                | Q(published_at__isnull=False, checked_at__isnull=False, checked_by__isnull=False),
                name="published_article_was_checked",
            ),
        ]
        indexes = [
            models.Index(fields=["-published_at", "-id"], name="newest_articles"),
            models.Index(fields=["product", "-published_at", "-id"], name="articles_of_a_product"),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("knowledge:article", args=[self.pk, self.slug])

    @property
    def is_public(self) -> bool:
        return self.state in self.PUBLIC_STATES


class ArticleSourceQuerySet(models.QuerySet):
    def visible_to(self, viewer) -> "ArticleSourceQuerySet":
        """A hidden thread is not named under the article that grew out of it."""
        if viewer.is_authenticated and viewer.is_moderator:
            return self
        return self.filter(question__hidden_at=None, answer__hidden_at=None)

    def for_credit(self) -> "ArticleSourceQuerySet":
        """With everybody who is named under the article."""
        return self.select_related(
            "question__author",
            "question__affiliation__organisation",
            "answer__author",
            "answer__affiliation__organisation",
        ).order_by("id")


class ArticleSource(models.Model):
    """The thread an article grew out of, and so whose credit it is."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="sources")
    question = models.ForeignKey(Question, models.PROTECT, related_name="+")
    answer = models.OneToOneField(Answer, models.PROTECT, related_name="article_source")

    objects = ArticleSourceQuerySet.as_manager()

    def __str__(self) -> str:
        return f"#{self.pk}"

    @property
    def is_solution(self) -> bool:
        """Does the asker say that this answer solved it?"""
        return self.question.accepted_answer_id == self.answer_id
