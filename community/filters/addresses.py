"""Where a list stands: the order is the path (or a word on the page of a topic), filters follow."""

from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse

from accounts.models import User
from community.filters.choosing import Filters, Order, chosen
from community.models import Product, SavedFilter, Tag

_LIST = "list"
_PLACES = {
    Order.NEWEST: "community:question-list",
    Order.ACTIVE: "community:question-active",
    Order.UNANSWERED: "community:question-unanswered",
    Order.MOST_AFFECTED: "community:question-most-affected",
    Order.FOR_ME: "community:question-for-me",
}
# Newest is what a topic's page shows by itself.
ORDERS_OF_A_TOPIC = [Order.NEWEST, Order.ACTIVE, Order.UNANSWERED, Order.MOST_AFFECTED]


def address_of(order: Order, filters: Filters, topic: Product | Tag | None = None) -> str:
    if topic is None:
        return _with_query(reverse(_PLACES[order]), filters.chosen())
    word = {} if order is Order.NEWEST else {_LIST: order.value}
    return _with_query(topic.get_absolute_url(), word | filters.chosen())


def feed_of(topic: Product | Tag | None, *, language: str = "") -> str:
    """Where a feed reader finds what is new there; all questions also in one language alone."""
    if topic is None:
        return _with_query(reverse("feeds:questions"), {"language": language} if language else {})
    return reverse(f"feeds:{topic._meta.model_name}", args=[topic.slug])


def order_on_topic(query: QueryDict) -> Order:
    """What the address of a topic's page asks for; newest, if that means nothing."""
    order = chosen(Order, query.get(_LIST, ""))
    return order if order in ORDERS_OF_A_TOPIC else Order.NEWEST


def kept_query(order: Order, filters: Filters) -> str:
    """The whole list as one query string, for `address_of_kept`."""
    return urlencode({_LIST: order.value} | filters.without_fixed().chosen())


def kept_lists(person: User) -> list[tuple[SavedFilter, str]]:
    """What `person` has saved, each with its address: one query."""
    rows = SavedFilter.objects.of(person).alphabetical()
    return [(row, address_of_kept(row.query)) for row in rows]


def address_of_kept(query: str) -> str:
    kept = QueryDict(query).dict()
    order = chosen(Order, kept.pop(_LIST, "")) or Order.NEWEST
    return _with_query(reverse(_PLACES[order]), kept)


def _with_query(path: str, values: dict[str, str]) -> str:
    return f"{path}?{urlencode(values)}" if values else path
