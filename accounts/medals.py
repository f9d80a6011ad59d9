"""What members can be honoured for. The apps above declare their medals; this floor knows the form.

A medal is a sentence and a query over facts: nothing about it is kept but who holds it, and that
can be computed again at any time.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from django.db.models import QuerySet, TextChoices
from django.utils.functional import Promise
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _

from accounts.models import ReputationEntry


class Level(TextChoices):
    BRONZE = "bronze", _("Bronze")
    SILVER = "silver", _("Silver")
    GOLD = "gold", _("Gold")


@dataclass(frozen=True)
class Medal:
    """`earned(people)` gives rows of user id, subject and moment for those of `people` who did.

    The subject is "" or names a post as in the ledger, "answer 12", where one can earn the medal
    several times. `goal` is how many of what the app's counts say it takes.
    """

    name: str
    level: Level
    title: str | Promise
    sentence: str | Promise
    earned: Callable[[Collection[int]], QuerySet]
    goal: int = 1


Counts = Callable[[int], Mapping[str, int]]
Movers = Callable[[datetime], Iterable[int]]

_medals: dict[str, Medal] = {}
_counts: list[Counts] = []
_movers: list[Movers] = []


def register(*medals: Medal) -> None:
    _medals.update({medal.name: medal for medal in medals})


def register_counts(counts: Counts) -> None:
    """`counts(user_id)` says how far somebody is: medal → how many of its goal."""
    _counts.append(counts)


def register_movers(movers: Movers) -> None:
    """`movers(since)` gives ids of people for whom something has changed since then."""
    _movers.append(movers)


def get(name: str) -> Medal | None:
    _discover()
    return _medals.get(name)


def all_medals() -> list[Medal]:
    """Bronze, silver, gold, each in the order of declaration."""
    _discover()
    levels = list(Level)
    return sorted(_medals.values(), key=lambda medal: levels.index(medal.level))


def counts_of(user_id: int) -> dict[str, int]:
    _discover()
    return {name: count for counts in _counts for name, count in counts(user_id).items()}


def moved_since(since: datetime) -> set[int]:
    """Whose medals may have changed; a few others may be among them."""
    _discover()
    return {user_id for movers in _movers for user_id in movers(since)}


def _with_new_points(since: datetime) -> Iterable[int]:
    lines = ReputationEntry.objects.filter(created_at__gte=since)
    return lines.values_list("user_id", flat=True)


register_movers(_with_new_points)


@cache
def _discover() -> None:
    autodiscover_modules("medals")
