from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.models import Exists, F, FilteredRelation, OuterRef, Prefetch, Q, Value
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager

from community.models.post import Post
from community.models.product import Product
from community.models.tag import QuestionTag, Tag

TITLE_LENGTH = 255
READ_WHOLE = 1000
WORDS_LOOKED_FOR = 5
# Written into the SQL: a plan that PostgreSQL keeps for any number can't use `newest_unanswered`.
NONE = models.Func(template="0", output_field=models.IntegerField())
# The texts of twenty questions are not read to list them.
SHOWN_IN_LISTS = """
    kind title slug language created_at active_at marked_at accepted_answer confirmed_answer
    needs_details_at closed_at closed_as answer_count affected_count
    has_staff_answer article_url author__display_name author__erased_at affiliation__kind
    affiliation__full_name affiliation__role_title affiliation__valid_until
    affiliation__suspended_at affiliation__ended_at affiliation__organisation__name
    affiliation__organisation__name_form
    """.split()


class QuestionQuerySet(models.QuerySet):
    def visible_to(self, viewer) -> "QuestionQuerySet":
        """The one gate: what `viewer` may know of, in pages, lists, counts, search and mail."""
        if viewer.is_authenticated and viewer.is_moderator:
            return self
        return self.filter(hidden_at=None)

    def merged_from(self, question_id: int) -> "QuestionQuerySet":
        """Where the address of `question_id` leads since it was merged."""
        return self.filter(merged_from__id=question_id)

    def read_where_they_went(self, viewer) -> "QuestionQuerySet":
        """Merged ones, whose text `viewer` can read on the page of the other question."""
        merged = self.filter(merged_into__in=Question.objects.visible_to(viewer))
        if viewer.is_authenticated and viewer.is_moderator:
            return merged
        return merged.filter(hidden_as=Post.Hidden.MERGED)

    def titled(self, words: str) -> "QuestionQuerySet":
        """Whose titles hold the first few of these words."""
        found = self
        for word in words.split()[:WORDS_LOOKED_FOR]:
            found = found.filter(title__icontains=word)
        return found

    def unanswered(self) -> "QuestionQuerySet":
        """Those that wait: what was closed waits no more."""
        return self.filter(answer_count=NONE, closed_at=None)

    def wearing(self, tag: Tag) -> "QuestionQuerySet":
        """By `worn_since` and `worn_by`, of which there is an index, they can be sorted."""
        worn = self.filter(question_tags__tag=tag)
        return worn.alias(
            worn_since=F("question_tags__asked_at"), worn_by=F("question_tags__content_object")
        )

    def tagged(self, tag: Tag) -> "QuestionQuerySet":
        """For the other orders: a rare tag is read whole, a common one is met soon on the way."""
        uses = QuestionTag.objects.filter(tag=tag)
        if tag.question_count <= READ_WHOLE:
            return self.filter(pk__in=uses.values("content_object"))
        return self.filter(Exists(uses.filter(content_object=OuterRef("pk"))))

    def about(self, product: Product) -> "QuestionQuerySet":
        """Questions about the product or one that stands below it."""
        return self.filter(product__in=Product.objects.under(product))

    def marked_for(self, affiliation_id: int) -> "QuestionQuerySet":
        """Those that say so later, and those with an answer that does."""
        asked = Q(affiliation=affiliation_id, marked_at__isnull=False)
        answered = Q(answers__affiliation=affiliation_id, answers__marked_at__isnull=False)
        threads = self.model._base_manager.filter(answered).values("pk")
        return self.filter(asked | Q(pk__in=threads))

    def with_speaker(self) -> "QuestionQuerySet":
        """With whom the identity line names."""
        return self.select_related("author", "affiliation__organisation")

    def for_listing(self) -> "QuestionQuerySet":
        """With what one row of a list shows; its tags are `shown_tags`."""
        listed = self.with_speaker().only(*SHOWN_IN_LISTS)
        return listed.prefetch_related(Prefetch("tags", to_attr="shown_tags"))

    def for_page(self, viewer) -> "QuestionQuerySet":
        """With what the page of one question shows above its answers, and what the viewer did:
        `my_affected` if he said “I have this too”, `my_following` and `my_muted_at`; `was_decided`
        and `leads_here` say whether there is more to load."""
        shown = self.with_speaker().select_related("product__parent")
        shown = shown.annotate(was_decided=self._was_decided(), leads_here=self._leads_here())
        if not viewer.is_authenticated:
            return shown.annotate(
                my_affected=Value(None, models.IntegerField()),
                my_following=Value(None, models.IntegerField()),
            )
        mine = FilteredRelation("affected", condition=Q(affected__person=viewer.pk))
        heard = FilteredRelation("followers", condition=Q(followers__person=viewer.pk))
        return shown.annotate(mine=mine, heard=heard).annotate(
            my_affected=F("mine__id"),
            my_following=F("heard__id"),
            my_muted_at=F("heard__muted_at"),
        )

    def _was_decided(self) -> Exists:
        """Was anything decided about it?"""
        decisions = apps.get_model("community", "Decision").objects
        return Exists(decisions.filter(question=OuterRef("pk")))

    def _leads_here(self) -> Exists:
        """Is another one its duplicate, or merged into it?"""
        others = Q(duplicate_of=OuterRef("pk")) | Q(merged_into=OuterRef("pk"))
        return Exists(self.model._base_manager.filter(others))


class Question(Post):  # type: ignore[django-manager-missing]
    """What a customer asks, and the state of its solution. “Solved” is the asker's word alone."""

    class Kind(models.TextChoices):
        QUESTION = "question", _("Question")
        COMPLAINT = "complaint", _("Complaint")
        IDEA = "idea", _("Idea")
        PRAISE = "praise", _("Praise")

    class State(models.TextChoices):
        OPEN = "open", _("Open")
        ANSWERED = "answered", _("Answered")
        CONFIRMED = "confirmed", _("Confirmed")
        SOLVED = "solved", _("Solved")

    class Closed(models.TextChoices):
        DUPLICATE = "duplicate", _("Asked before")
        OFF_TOPIC = "off-topic", _("Off topic")
        PERSONAL_DATA = "personal-data", _("Personal data")
        OUTDATED = "outdated", _("Outdated")

    kind = models.CharField(max_length=10, choices=Kind, default=Kind.QUESTION)
    product = models.ForeignKey(Product, models.PROTECT, null=True, related_name="questions")
    title = models.CharField(max_length=TITLE_LENGTH)
    slug = models.CharField(max_length=80)
    language = models.CharField(max_length=2, choices=settings.LANGUAGES)
    active_at = models.DateTimeField(default=timezone.now)
    # Not one to one: it goes along with a merge and may then solve the other question as well.
    accepted_answer = models.ForeignKey(
        "community.Answer", models.PROTECT, null=True, related_name="accepted_for"
    )
    solved_at = models.DateTimeField(null=True)
    # Staff confirm what the asker has not said; his "still open" ends it for good.
    confirmed_answer = models.ForeignKey(
        "community.Answer", models.PROTECT, null=True, related_name="confirmed_for"
    )
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    confirmed_at = models.DateTimeField(null=True)
    still_open_at = models.DateTimeField(null=True)
    # Decisions with a reason; the newest `Decision` of the act says who and why.
    needs_details_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    closed_as = models.CharField(max_length=14, choices=Closed, blank=True)
    duplicate_of = models.ForeignKey("self", models.PROTECT, null=True, related_name="duplicates")
    locked_at = models.DateTimeField(null=True)
    # Where its answers went when it was merged; its address leads there.
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, related_name="merged_from")
    # Derived, moved in the transaction of the change; `recount` recomputes them.
    answer_count = models.PositiveIntegerField(default=0)
    affected_count = models.PositiveIntegerField(default=0)
    has_staff_answer = models.BooleanField(default=False)
    comment_count = models.PositiveIntegerField(default=0)
    # People affected that came along with an import and are no accounts here.
    imported_affected = models.PositiveIntegerField(default=0)
    # Filled by the floor above when an answer of this thread is published as an article.
    article_title = models.CharField(max_length=TITLE_LENGTH, blank=True)
    article_url = models.CharField(max_length=400, blank=True)
    # What it was asked about, "article 3": `accounts.post_links` knows how it is called.
    asked_about = models.CharField(max_length=40, blank=True)
    # Asked despite these: {"article-3": "shown"}, or "opened", or "failed" for what did not help.
    suggested = models.JSONField(default=dict, blank=True)

    objects = QuestionQuerySet.as_manager()
    tags = TaggableManager(through=QuestionTag, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="question_title_not_empty"),
            models.UniqueConstraint(fields=["author", "submission"], name="one_question_per_form"),
            models.CheckConstraint(
                condition=Q(accepted_answer=None, solved_at=None)
                | Q(accepted_answer__isnull=False, solved_at__isnull=False),
                name="question_solved_with_its_answer",
            ),
            models.UniqueConstraint(
                fields=["accepted_answer"],
                condition=Q(merged_into=None),
                name="one_question_solved_by_an_answer",
            ),
            models.UniqueConstraint(
                fields=["confirmed_answer"],
                condition=Q(merged_into=None),
                name="one_question_confirmed_by_an_answer",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_answer=None, confirmed_at=None, confirmed_by=None)
                | Q(
                    confirmed_answer__isnull=False,
                    confirmed_at__isnull=False,
                    confirmed_by__isnull=False,
                    still_open_at=None,
                ),
                name="question_confirmed_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(closed_at=None, closed_as="")
                | (Q(closed_at__isnull=False) & ~Q(closed_as="")),
                name="question_closed_for_a_reason",
            ),
            models.CheckConstraint(
                condition=~Q(kind="complaint") | ~Q(closed_as="off-topic"),
                name="complaint_is_never_off_topic",
            ),
            models.CheckConstraint(
                condition=Q(duplicate_of=None) | Q(closed_as="duplicate"),
                name="duplicate_question_is_closed",
            ),
            models.CheckConstraint(
                condition=(Q(duplicate_of=None) | ~Q(duplicate_of=F("id")))
                & (Q(merged_into=None) | ~Q(merged_into=F("id"))),
                name="question_leads_to_another",
            ),
            models.CheckConstraint(
                condition=Q(hidden_at__isnull=False) | Q(hidden_as=""),
                name="question_hidden_as_something",
            ),
        ]
        indexes = [
            models.Index(fields=["-created_at", "-id"], name="newest_questions"),
            models.Index(
                fields=["-created_at", "-id"],
                condition=Q(answer_count=0),
                name="newest_unanswered",
            ),
            models.Index(fields=["-active_at", "-id"], name="lately_active_questions"),
            models.Index(fields=["-affected_count", "-id"], name="most_affected_questions"),
            models.Index(
                fields=["-created_at", "-id"],
                condition=Q(closed_at__isnull=False),
                name="newest_closed",
            ),
            models.Index(
                fields=["-created_at", "-id"],
                condition=Q(needs_details_at__isnull=False),
                name="newest_needing_details",
            ),
            models.Index(
                fields=["-created_at", "-id"],
                condition=Q(confirmed_answer__isnull=False),
                name="newest_confirmed",
            ),
            models.Index(
                fields=["kind", "-created_at", "-id"],
                condition=~Q(kind="question"),
                name="newest_of_a_rare_kind",
            ),
            models.Index(fields=["product", "-created_at", "-id"], name="newest_of_a_product"),
            models.Index(fields=["product", "-active_at", "-id"], name="active_of_a_product"),
            models.Index(
                fields=["product", "-affected_count", "-id"], name="most_affected_of_a_product"
            ),
            models.Index(fields=["author", "-created_at", "-id"], name="newest_of_an_asker"),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("community:question", args=[self.pk, self.slug])

    @property
    def state(self) -> "Question.State":
        if self.accepted_answer_id:
            return self.State.SOLVED
        if self.confirmed_answer_id:
            return self.State.CONFIRMED
        return self.State.ANSWERED if self.answer_count else self.State.OPEN

    @property
    def seeks_solution(self) -> bool:
        """Nobody is asked whether an idea or praise is solved."""
        return self.kind in {self.Kind.QUESTION, self.Kind.COMPLAINT}

    @property
    def is_solved(self) -> bool:
        return self.accepted_answer_id is not None
