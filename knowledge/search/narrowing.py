"""Which part of what was found somebody wants to see, and in which order."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from knowledge.search.engine import Sort, State

# What the filter of the search page offers, and which states it lets through.
FILTERS: dict[str, tuple[str, ...]] = {
    "": (),
    "articles": (State.PUBLISHED,),
    "solved": (State.SOLVED,),
    "open": (State.OPEN,),
}
# How long ago a question was asked, or an article checked, at most.
PERIODS: dict[str, timedelta | None] = {
    "": None,
    "week": timedelta(days=7),
    "month": timedelta(days=31),
    "year": timedelta(days=366),
}
ORDERS = tuple(Sort)


@dataclass(frozen=True, slots=True, kw_only=True)
class Narrowing:
    """Names of FILTERS, PERIODS and ORDERS; empty for everything, and for the best first.

    `tag` is a tag's name.
    """

    only: str = ""
    product_ids: tuple[int, ...] = ()
    tag: str = ""
    language: str = ""
    since: str = ""
    sort: str = ""

    @property
    def states(self) -> tuple[str, ...]:
        return FILTERS[self.only]

    def begins_at(self) -> int:
        """From when on something is wanted, in seconds since 1970; 0 for any time."""
        period = PERIODS[self.since]
        return int((timezone.now() - period).timestamp()) if period else 0


def count_of(only: str, state_counts: Mapping[str, int]) -> int:
    """How many matches the filter `only` would show."""
    return sum(state_counts.get(state, 0) for state in FILTERS[only] or State)
