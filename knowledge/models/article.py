from datetime import datetime
from uuid import uuid4

from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Affiliation
from community.models import Answer, Product, Question

TITLE_LENGTH = 150
SHOWN_IN_LISTS = (
    *("language", "title", "slug", "solution_html", "audience", "helped_count", "helpfulness"),
    *("checked_at", "published_at", "product__name_de", "product__name_en"),
)
_MARKDOWN = ("applies", "cause", "solution", "search_phrases")
_HTML = ("applies_html", "cause_html", "solution_html")
UNREAD_ON_ITS_PAGE = (*_MARKDOWN, *(f"successor__{name}" for name in (*_MARKDOWN, *_HTML)))


def audiences_of(viewer) -> tuple[str, ...]:
    """For whom an article may be written that `viewer` reads."""
    if not viewer.is_authenticated:
        return (Article.Audience.PUBLIC,)
    if viewer.works_here:
        return tuple(Article.Audience)
    return (Article.Audience.PUBLIC, Article.Audience.MEMBERS)


class ArticleQuerySet(models.QuerySet["Article"]):
    def visible_to(self, viewer) -> "ArticleQuerySet":
        """What is published for who is asking; curators see drafts and retired articles too."""
        if viewer.is_authenticated and viewer.is_curator:
            return self
        return self.published().filter(audience__in=audiences_of(viewer))

    def published(self) -> "ArticleQuerySet":
        return self.filter(state__in=Article.PUBLIC_STATES)

    def locked(self) -> "ArticleQuerySet":
        """For who changes them: in the order of their ids, as everybody takes them."""
        return self.select_for_update(no_key=True).order_by("pk")

    def get_each(self, *pks: int) -> list["Article"]:
        """In the order of `pks`; raises Article.DoesNotExist if one of them is gone."""
        found = self.in_bulk(pks)
        if found.keys() != set(pks):
            raise self.model.DoesNotExist
        return [found[pk] for pk in pks]

    def per_product_group(self) -> dict[int, int]:
        """How many articles stand under each product of the upper level, by its id."""
        group = Coalesce("product__parent", "product")
        counted = self.exclude(product=None).values(group=group).annotate(count=Count("id"))
        return {row["group"]: row["count"] for row in counted.order_by()}

    def for_listing(self) -> "ArticleQuerySet":
        return self.select_related("product", "checked_by")

    def for_reading(self) -> "ArticleQuerySet":
        """With nothing but what one row of a readers' list shows."""
        return self.select_related("product").only(*SHOWN_IN_LISTS)

    def for_page(self) -> "ArticleQuerySet":
        """With what its page shows; a translation is behind since `original_changed_at`."""
        shown = self.select_related("product__parent", "owner", "checked_by", "successor")
        return shown.annotate(original_changed_at=self._original_changed_at())

    def for_readers_page(self) -> "ArticleQuerySet":
        """The same for who only reads it: no Markdown, nobody's account, no text of a successor."""
        shown = self.select_related("product__parent", "successor").defer(*UNREAD_ON_ITS_PAGE)
        return shown.annotate(original_changed_at=self._original_changed_at())

    def with_origin(self) -> "ArticleQuerySet":
        """With `is_from_customers`: did an answer that can be read, of a customer, lead to it?"""
        customers = Q(answer__affiliation=None) | Q(answer__affiliation__kind=Affiliation.Kind.PERK)
        readable = Q(question__hidden_at=None, answer__hidden_at=None)
        sources = ArticleSource.objects.filter(customers, readable, article=OuterRef("pk"))
        return self.annotate(is_from_customers=Exists(sources))

    def _original_changed_at(self) -> Subquery:
        doubts = apps.get_model("knowledge", "Doubt").objects.open()
        behind = doubts.filter(article=OuterRef("pk"), cause="original-changed")
        return Subquery(behind.order_by("opened_at").values("opened_at")[:1])


class Article(models.Model):
    """What solved it once, written down once and kept true."""

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        IN_REVIEW = "in_review", _("In review")
        PUBLISHED = "published", _("Published")
        NEEDS_REVIEW = "needs_review", _("Needs review")
        RETIRED = "retired", _("Retired")

    class Audience(models.TextChoices):
        PUBLIC = "public", _("Everybody")
        MEMBERS = "members", _("Members")
        STAFF = "staff", _("Staff")

    class Retired(models.TextChoices):
        WRONG = "wrong", _("It was wrong")
        OUTDATED = "outdated", _("It is out of date")
        REPLACED = "replaced", _("Another article says it")
        NOT_NEEDED = "not-needed", _("Nobody needs it any more")

    PUBLIC_STATES = (State.PUBLISHED, State.NEEDS_REVIEW)

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
    # Versions, devices, contracts, in words; the product is `product`.
    valid_for = models.CharField(max_length=200, blank=True)
    valid_until = models.DateField(null=True, blank=True)
    audience = models.CharField(max_length=8, choices=Audience, default=Audience.PUBLIC)
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
    # When readers last got another text, typing errors aside.
    revised_at = models.DateTimeField(null=True)
    # Somebody looks again on this day, whatever happened.
    review_on = models.DateField(null=True, blank=True)
    # Approved, and goes public by itself at this time: the draft, or what waits for readers.
    publish_at = models.DateTimeField(null=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    # A reviewer sent the draft back, with what is missing.
    returned_note = models.CharField(max_length=1000, blank=True)
    # Published without a second person, who has to look by this time.
    check_due_at = models.DateTimeField(null=True)
    retired_at = models.DateTimeField(null=True)
    retired_as = models.CharField(max_length=12, choices=Retired, blank=True)
    successor = models.ForeignKey("self", models.PROTECT, null=True, related_name="predecessors")
    # A translation: which version of which article it says.
    original = models.ForeignKey("self", models.PROTECT, null=True, related_name="translations")
    original_version = models.PositiveIntegerField(null=True)
    # Derived from ArticleFeedback and Reuse; `recount` compares.
    helped_count = models.PositiveIntegerField(default=0)
    did_not_help_count = models.PositiveIntegerField(default=0)
    reuse_count = models.PositiveIntegerField(default=0)
    # Lower bound of the share of readers it helped, in ten-thousandths: 1 of 1 is not the best.
    helpfulness = models.PositiveSmallIntegerField(default=0)
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
                condition=Q(successor=None) | (Q(state="retired") & ~Q(successor=F("pk"))),
                name="only_the_retired_have_a_successor",
            ),
            models.CheckConstraint(
                condition=Q(state="retired", retired_at__isnull=False) & ~Q(retired_as="")
                | ~Q(state="retired") & Q(retired_at=None, retired_as=""),
                name="retired_article_says_when_and_why",
            ),
            models.CheckConstraint(
                condition=Q(original=None, original_version=None)
                | Q(original__isnull=False, original_version__isnull=False) & ~Q(original=F("pk")),
                name="translation_names_the_version_it_says",
            ),
            models.CheckConstraint(
                condition=Q(publish_at=None)
                | ~Q(state__in=("draft", "retired")) & Q(approved_by__isnull=False),
                name="scheduled_article_was_approved",
            ),
            models.CheckConstraint(
                condition=~Q(state="published")
                | Q(published_at__isnull=False, checked_at__isnull=False, checked_by__isnull=False),
                name="published_article_was_checked",
            ),
        ]
        indexes = [
            models.Index(fields=["language", "-published_at", "-id"], name="newest_articles"),
            models.Index(fields=["product", "-published_at", "-id"], name="articles_of_a_product"),
            models.Index(fields=["language", "-helpfulness", "-id"], name="most_helpful_articles"),
            models.Index(fields=["state", "-created_at", "-id"], name="articles_by_state"),
            models.Index(
                fields=["-created_at", "-id"],
                condition=Q(publish_at__isnull=False),
                name="scheduled_articles",
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("knowledge:article", args=[self.pk, self.slug])

    @property
    def is_public(self) -> bool:
        return self.state in self.PUBLIC_STATES

    @property
    def is_for_everybody(self) -> bool:
        """Its title may stand in a thread (TRUST A-AZ-07)."""
        return self.is_public and self.audience == self.Audience.PUBLIC

    @property
    def text_since(self) -> datetime:
        """Since when its text reads so, typing errors aside."""
        return self.revised_at or self.published_at or self.created_at


class ArticleSourceQuerySet(models.QuerySet):
    def visible_to(self, viewer) -> "ArticleSourceQuerySet":
        """A hidden thread is not named under the article that grew out of it."""
        return self if viewer.is_authenticated and viewer.is_moderator else self.readable()

    def readable(self) -> "ArticleSourceQuerySet":
        """Those that everybody may read."""
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
