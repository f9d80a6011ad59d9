"""How alike counts, and what is preferred among the equally alike."""

from collections.abc import Iterable
from typing import NamedTuple

from knowledge.search.engine import Hit, State

EXTRA_WEIGHT = 0.4
NOISE = 0.1
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


def without_noise(candidates: list[Candidate], among: Iterable[Candidate]) -> list[Candidate]:
    """Without what shares little more than one common word with the search."""
    best = max((candidate.likeness for candidate in among), default=0.0)
    return [candidate for candidate in candidates if candidate.likeness >= best * NOISE]
