"""Lists of questions: what narrows them down, in which order, a page of them, and its address."""

from community.filters.addresses import (
    address_of,
    address_of_kept,
    kept_lists,
    kept_query,
    order_on_topic,
)
from community.filters.choosing import Filters, Order, Wanted, chosen, is_untidy, read_filters
from community.filters.listing import Listing
from community.filters.pages import page_of

__all__ = [
    "Filters",
    "Listing",
    "Order",
    "Wanted",
    "address_of",
    "address_of_kept",
    "chosen",
    "is_untidy",
    "kept_lists",
    "kept_query",
    "order_on_topic",
    "page_of",
    "read_filters",
]
