"""Where images are shown that this floor does not know of: the apps above register it.

A showing is a pair of questions about rows of images, each as a condition for a query.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.db.models import Q

_showings: list["Showing"] = []


@dataclass(frozen=True)
class Showing:
    """`to(viewer)`: is it shown where `viewer` may read? `needed()`: is it, or may it be again?"""

    to: Callable[..., Q]
    needed: Callable[[], Q]


def register_showing(showing: Showing) -> None:
    _showings.append(showing)


def shown_elsewhere(viewer) -> Iterator[Q]:
    return (showing.to(viewer) for showing in _showings)


def needed_elsewhere() -> Iterator[Q]:
    return (showing.needed() for showing in _showings)
