"""How much waits, counted once in some seconds for all curators."""

from django.core.cache import cache

from accounts.models import User
from knowledge.queues import open_counts

KEPT_SECONDS = 5
_KEY = "workbench:counts"


def kept_counts(viewer: User) -> dict[str, int]:
    """As `queues.open_counts` some seconds ago; who has just acted sees what that changed."""
    counts = cache.get(_KEY)
    if counts is None:
        counts = open_counts(viewer)
        cache.set(_KEY, counts, KEPT_SECONDS)
    return counts


def count_anew() -> None:
    """Call it after an act of the workbench."""
    cache.delete(_KEY)
