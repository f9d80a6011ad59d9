"""The experts of a topic, and the topics that have none though people ask there."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count
from django.utils import timezone

from community.models import Expertise, Product, Question, QuestionTag, Tag
from config.prepared_rows import PreparedRows

ASKED_WITHIN = timedelta(days=90)
TRAFFIC = 5
MOST_TOPICS = 60


@dataclass(frozen=True)
class Topic:
    """A tag or product, its experts the best first, or how many questions came lately."""

    topic: Tag | Product
    experts: Sequence[Expertise] = ()
    questions: int = 0


def experts_in(topic: Tag | Product) -> list[Expertise]:
    """The best first: one query."""
    return _experts("tag" if isinstance(topic, Tag) else "product", topic_id=topic.pk)


@PreparedRows
def _experts(column: str, *, topic_id: int):
    return Expertise.objects.filter(**{column: topic_id}).shown().ranked().select_related("user")


def products_with_experts() -> list[Topic]:
    """In the order of the products: one query."""
    rows = Expertise.objects.filter(product__isnull=False).shown().ranked().for_listing()
    topics = _by_topic(rows)
    return sorted(topics, key=lambda each: (each.topic.position, each.topic.pk))  # type: ignore[union-attr]


def tags_with_experts(viewer) -> list[Topic]:
    """Where most was solved first: one query for the tags, one for their experts."""
    visible = Tag.objects.visible_to(viewer)
    rows = Expertise.objects.filter(tag__in=visible).shown().ranked().for_listing()
    topics = _by_topic(rows[: MOST_TOPICS * 10])
    return topics[:MOST_TOPICS]


def topics_without_expert(viewer, *, now: datetime | None = None) -> list[Topic]:
    """Those with at least five questions in 90 days, the busiest first: four queries."""
    since = (now or timezone.now()) - ASKED_WITHIN
    asked = Question.objects.visible_to(viewer).filter(created_at__gte=since)
    in_products = _busy(asked.exclude(product=None).values_list("product"))
    tagged = QuestionTag.objects.visible_to(viewer).filter(asked_at__gte=since)
    in_tags = _busy(tagged.values_list("tag"))
    having = Expertise.objects.shown()
    products = Product.objects.filter(pk__in=in_products).exclude(
        pk__in=having.exclude(product=None).values("product")
    )
    tags = Tag.objects.filter(pk__in=in_tags).exclude(pk__in=having.exclude(tag=None).values("tag"))
    found = [
        *(Topic(product, questions=in_products[product.pk]) for product in products),
        *(Topic(tag, questions=in_tags[tag.pk]) for tag in tags),
    ]
    return sorted(found, key=lambda each: -each.questions)


def _busy(topics) -> Mapping[int, int]:
    counted = topics.annotate(count=Count("pk")).filter(count__gte=TRAFFIC).order_by()
    return dict(counted)


def _by_topic(rows: Collection[Expertise]) -> list[Topic]:
    experts: dict[Tag | Product, list[Expertise]] = {}
    for row in rows:
        experts.setdefault(row.topic, []).append(row)
    return [Topic(topic, found) for topic, found in experts.items()]
