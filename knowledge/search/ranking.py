"""How alike counts, and what is preferred among the equally alike.

A score is the points of the words, multiplied by what is known of the document. The figures were
chosen on one half of four sets of questions and hold on the other half (ADR 31).
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from math import log2
from typing import NamedTuple

import tantivy

from knowledge.search.engine import State
from knowledge.search.hits import Part, PartName, document_key

EXTRA_WEIGHT = 0.4
NOISE = 0.1
DAY = 86_400
HALF_LIFE_DAYS = 30
# The share by which what was asked this moment is preferred to what was asked long ago.
FRESHNESS = 1.0
# An article is kept true; what was asked a year ago was answered for the world of then.
ARTICLE_HALF_LIVES = 12
LINKED = 0.5
TITLE_LIKENESS = 2.5
TITLES_LOOKED_AT = 30
PREFERENCE: dict[str, float] = {State.PUBLISHED: 1.10, State.SOLVED: 1.05, State.OPEN: 1.0}
OFFICIAL = 1.08


class Candidate(NamedTuple):
    """`points` are those of its words; those with the same tags have the same `tag_set`."""

    kind: str
    object_id: int
    state: str
    created: int
    linked: int
    is_official: int
    product_id: int | None
    tag_set: int
    language: str
    address: tantivy.DocAddress
    points: float

    @property
    def key(self) -> str:
        return document_key(self.kind, self.object_id)


class Ranked(NamedTuple):
    """`likeness` is that of its title, 0 where nobody compared it."""

    candidate: Candidate
    score: float
    likeness: float = 0.0


# Of a candidate.
Measure = Callable[[Candidate], float]


@dataclass(frozen=True, slots=True)
class Standing:
    """What is known of a document whatever the words; `now` is in seconds since 1970."""

    now: float
    half_life_days: int = HALF_LIFE_DAYS

    def factor(self, candidate: Candidate) -> float:
        linked = _linked(candidate) if candidate.linked else 1.0
        return self._freshness(candidate) * linked * _preference(candidate)

    def parts(self, candidate: Candidate) -> Iterator[Part]:
        yield Part(PartName.FRESH, self._freshness(candidate))
        yield Part(PartName.LINKED, _linked(candidate))
        yield Part(PartName.PREFERRED, _preference(candidate))

    def _freshness(self, candidate: Candidate) -> float:
        half_life = self.half_life_days * DAY
        if candidate.state == State.PUBLISHED:
            half_life *= ARTICLE_HALF_LIVES
        return 1 + FRESHNESS * 0.5 ** (max(self.now - candidate.created, 0) / half_life)


def _linked(candidate: Candidate) -> float:
    return 1 + LINKED * log2(1 + candidate.linked)


def _preference(candidate: Candidate) -> float:
    preference = PREFERENCE[candidate.state]
    return max(preference, OFFICIAL) if candidate.is_official else preference


def title_factor(likeness: float) -> float:
    return 1 + TITLE_LIKENESS * likeness


def ranked(
    candidates: Iterable[Candidate], *, points: Measure, factor: Measure, likeness: Measure
) -> list[Ranked]:
    """Best first, the younger one among equals; `likeness`, of the titles, is asked of the best,
    which stay before the others because no title takes points away."""
    known = [Ranked(each, points(each) * factor(each)) for each in candidates]
    known.sort(key=_order)
    best = [_by_title(found, likeness(found.candidate)) for found in known[:TITLES_LOOKED_AT]]
    return [*sorted(best, key=_order), *known[TITLES_LOOKED_AT:]]


def newest(ranking: Iterable[Ranked]) -> list[Ranked]:
    return sorted(ranking, key=lambda found: (-found.candidate.created, *_order(found)))


def without_noise(candidates: list[Candidate], best: float) -> list[Candidate]:
    """Without what shares little more than one common word with the search."""
    return [candidate for candidate in candidates if candidate.points >= best * NOISE]


def _by_title(found: Ranked, likeness: float) -> Ranked:
    return Ranked(found.candidate, found.score * title_factor(likeness), likeness)


def _order(found: Ranked) -> tuple[float, int, int]:
    return (-found.score, -found.candidate.created, found.candidate.object_id)
