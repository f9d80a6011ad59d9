"""One page of a list. Every order has an index; page 5,000 costs what page 1 costs."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from django.db import models
from django.db.models import Exists, OuterRef, Q, Value
from django.http import QueryDict
from django.utils import timezone

from community.filters.choosing import Filters, Order
from community.models import Affected, Expertise, Product, Question, QuestionTag, TopicFollowing
from community.models.question import QuestionQuerySet
from config.paging import Page, keyset_page

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
    questions = filters.applied_to(Question.objects.visible_to(viewer)).for_listing()
    if order is Order.UNANSWERED:
        questions = questions.unanswered()
    if order is Order.FOR_ME:
        questions = _concerning(questions, viewer, _topics_of(viewer, products))
    key = _KEYS.get(order, _NEWEST)
    if filters.tag is None:
        return keyset_page(questions, query, key=key)
    if key == _NEWEST:
        return keyset_page(questions.wearing(filters.tag), query, sorted_by=_OF_THE_TAG)
    return keyset_page(questions.tagged(filters.tag), query, key=key)


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
