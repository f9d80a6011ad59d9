"""One page of a list. Every order has an index; page 5,000 costs what page 1 costs."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef, Q, Value
from django.http import QueryDict
from django.utils import timezone

from community.filters.choosing import Filters, Order
from community.models import (
    Affected,
    Expertise,
    Product,
    Question,
    QuestionTag,
    Tag,
    TopicFollowing,
)
from community.models.question import QuestionQuerySet
from community.plain_viewers import PlainViewer, shape_of
from community.tag_rows import show_tags
from config.paging import Page, keyset_page, loaded_page, rows_of_page
from config.prepared_rows import PreparedRows

# What concerns somebody now: the span bounds the query, whatever he follows.
FOR_ME_WITHIN = timedelta(days=180)
_KEYS = {Order.ACTIVE: "active_at", Order.MOST_AFFECTED: "affected_count"}
_NEWEST = "created_at"
_NOBODY = Value(None, models.IntegerField())
_OF_THE_TAG = ("worn_since", "worn_by")


def page_of(order: Order, filters: Filters, *, viewer, query: QueryDict, products=()) -> Page:
    """What `viewer` may see of the list: two queries, and one more for “for me”.

    `products` is the whole list of them. Raises Http404 for a cursor that nobody made.
    """
    key = _KEYS.get(order, _NEWEST)
    if order is not Order.FOR_ME and _is_frequent(filters):
        load = partial(_frequent_rows, order, *shape_of(viewer), **_ids_in(filters))
        return loaded_page(load, Question, query, key=key)
    questions, columns = _rows_of(order, filters, viewer)
    if order is Order.FOR_ME:
        questions = _concerning(questions, viewer, _topics_of(viewer, products))
    return keyset_page(questions, query, key=key, sorted_by=columns)


def _rows_of(order: Order, filters: Filters, viewer) -> tuple[QuestionQuerySet, tuple[str, str]]:
    """All that the list holds, and the columns by which it is sorted."""
    questions = filters.applied_to(Question.objects.visible_to(viewer)).for_listing()
    if order is Order.UNANSWERED:
        questions = questions.unanswered()
    key = _KEYS.get(order, _NEWEST)
    if filters.tag is None:
        return questions, (key, "id")
    if key == _NEWEST:
        return questions.wearing(filters.tag), _OF_THE_TAG
    return questions.tagged(filters.tag), (key, "id")


def _is_frequent(filters: Filters) -> bool:
    """Narrowed down by a tag or a product alone, or not at all: few forms, asked for all day."""
    return set(filters.chosen()) | {filters.fixed} <= {"", "tag", "product"}


def _ids_in(filters: Filters) -> dict[str, int]:
    topics = {"tag_id": filters.tag, "product_id": filters.product}
    return {name: topic.pk for name, topic in topics.items() if topic is not None}


def _frequent_rows(*shape: Any, **asked: Any) -> list[Question]:
    return show_tags(_frequent(*shape, **asked))


@PreparedRows
def _frequent(
    order: Order,
    is_member: bool,
    is_moderator: bool,
    newer: bool,
    *,
    tag_id: int | None = None,
    product_id: int | None = None,
    value: datetime | int | None = None,
    number: int | None = None,
):
    filters = Filters(
        tag=Tag(pk=tag_id) if tag_id else None,
        product=Product(pk=product_id) if product_id else None,
    )
    rows, columns = _rows_of(order, filters, PlainViewer(is_member, is_moderator))
    rows = rows.prefetch_related(None)
    return rows_of_page(rows, newer, columns=columns, value=value, number=number)


@dataclass
class _Topics:
    tags: set[int] = field(default_factory=set)
    products: set[int] = field(default_factory=set)
    members: set[int] = field(default_factory=set)


def _topics_of(viewer, products: Sequence[Product]) -> _Topics:
    """What he follows or is an expert in: one query."""
    followed = TopicFollowing.objects.of(viewer).values_list("tag", "product", "member")
    known = Expertise.objects.filter(user=viewer).values_list("tag", "product", _NOBODY)
    topics = _Topics()
    for tag, product, member in followed.union(known):
        topics.tags |= {tag} if tag else set()
        topics.products |= {product} if product else set()
        topics.members |= {member} if member else set()
    topics.products |= set(_children(products, topics.products))
    return topics


def _children(products: Iterable[Product], parents: set[int]) -> Iterable[int]:
    return (product.pk for product in products if product.parent_id in parents)


def _concerning(questions: QuestionQuerySet, viewer, topics: _Topics) -> QuestionQuerySet:
    here = {"content_object": OuterRef("pk"), "tag__in": topics.tags}
    his = Affected.objects.filter(person=viewer, question=OuterRef("pk"))
    concerns = Q(product__in=topics.products) | Q(author__in=topics.members) | Q(Exists(his))
    concerns |= Q(Exists(QuestionTag.objects.filter(**here))) if topics.tags else Q()
    lately = questions.filter(created_at__gte=timezone.now() - FOR_ME_WITHIN)
    return lately.filter(concerns).exclude(author=viewer)
