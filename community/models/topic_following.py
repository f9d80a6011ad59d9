from typing import TypeVar

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Value
from django.utils import timezone

from accounts.models import Affiliation, User
from community.models.product import Product
from community.models.tag import Tag
from config.recount import count_of

Topic = Tag | Product | User
Topics = TypeVar("Topics", bound=QuerySet)
_COLUMNS: dict[type, str] = {Tag: "tag", Product: "product", User: "member"}


def with_followers(topics: Topics, viewer) -> Topics:
    """With how many follow each (`follower_count`), and whether `viewer` does (`is_followed`).

    Members also with `spoke_for_company`: of employees there are no figures.
    """
    column = _COLUMNS[topics.model]
    if topics.model is User:
        speaking = Affiliation.objects.filter(user=OuterRef("pk")).exclude(
            kind=Affiliation.Kind.PERK
        )
        topics = topics.annotate(spoke_for_company=Exists(speaking))
    rows = TopicFollowing.objects.all()
    topics = topics.annotate(follower_count=count_of(rows, per=column))
    if not viewer.is_authenticated:
        return topics.annotate(is_followed=Value(False))
    return topics.annotate(
        is_followed=Exists(rows.filter(**{column: OuterRef("pk")}, person=viewer.pk))
    )


def as_columns(topic: Topic) -> dict[str, Topic]:
    """The one column of a row that leads to `topic`."""
    return {_COLUMNS[type(topic)]: topic}


class TopicFollowingQuerySet(models.QuerySet):
    def of(self, person) -> "TopicFollowingQuerySet":
        return self.filter(person=person)

    def tags(self) -> "TopicFollowingQuerySet":
        return self.filter(tag__isnull=False).select_related("tag")

    def products(self) -> "TopicFollowingQuerySet":
        return self.filter(product__isnull=False).select_related("product")

    def members(self) -> "TopicFollowingQuerySet":
        return self.filter(member__isnull=False).select_related("member")

    def about(self, topic: Topic) -> "TopicFollowingQuerySet":
        return self.filter(**as_columns(topic))


class TopicFollowing(models.Model):
    """Somebody wants to hear of new questions of a tag or product, or of what a member writes."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="topics_followed"
    )
    tag = models.ForeignKey(
        Tag, models.CASCADE, null=True, related_name="followers", db_index=False
    )
    product = models.ForeignKey(
        Product, models.CASCADE, null=True, related_name="followers", db_index=False
    )
    member = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        null=True,
        related_name="followers",
        db_index=False,
    )
    created_at = models.DateTimeField(default=timezone.now)

    objects = TopicFollowingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "tag"], name="follows_tag_once"),
            models.UniqueConstraint(fields=["person", "product"], name="follows_product_once"),
            models.UniqueConstraint(fields=["person", "member"], name="follows_member_once"),
            models.CheckConstraint(
                condition=Q(tag__isnull=False, product=None, member=None)
                | Q(tag=None, product__isnull=False, member=None)
                | Q(tag=None, product=None, member__isnull=False),
                name="follows_one_thing",
            ),
            models.CheckConstraint(
                condition=Q(member=None) | ~Q(member=F("person")), name="follows_not_himself"
            ),
        ]

        # Those who are told are read in the order of their ids, a batch at a time.
        indexes = [
            models.Index(fields=["person", "-created_at", "-id"], name="topics_of_a_person"),
            models.Index(fields=["tag", "person"], name="followers_of_a_tag"),
            models.Index(fields=["product", "person"], name="followers_of_a_product"),
            models.Index(fields=["member", "person"], name="followers_of_a_member"),
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"

    @property
    def topic(self) -> Topic:
        """The tag, product or member; it must be loaded."""
        return self.tag or self.product or self.member  # type: ignore[return-value]
