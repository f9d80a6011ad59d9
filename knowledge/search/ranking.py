"""How alike counts, and what is preferred among the equally alike."""

from collections.abc import Iterable
from typing import NamedTuple

from knowledge.search.engine import Hit, State

EXTRA_WEIGHT = 0.3
PREFERENCE = {State.PUBLISHED: 1.10, State.SOLVED: 1.05, State.OPEN: 1.0}


class Candidate(NamedTuple):
    kind: str
    object_id: int
    state: str
    created: int
    likeness: float

    @property
    def score(self) -> float:
        return self.likeness * PREFERENCE[State(self.state)]


def ranked(candidates: Iterable[Candidate]) -> list[Hit]:
    """Best first; the younger one among equals."""
    order = sorted(candidates, key=lambda found: (-found.score, -found.created, found.object_id))
    return [Hit(found.kind, found.object_id, found.score) for found in order]
