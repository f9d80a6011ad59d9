"""How good rankings are, by the documents that are known to be right."""

import hashlib
import math
from collections.abc import Callable, Mapping

Ranking = list[str]
Rankings = Mapping[str, Ranking]
Relevant = Mapping[str, set[str]]

# Of the places of the right documents, and of how many there are.
_MEASURES: dict[str, Callable[[list[int], int], float]] = {
    "MRR@10": lambda places, _: 1 / places[0] if places and places[0] <= 10 else 0.0,
    "S@5": lambda places, _: float(any(place <= 5 for place in places)),
    "S@10": lambda places, _: float(any(place <= 10 for place in places)),
    "R@10": lambda places, count: sum(place <= 10 for place in places) / count,
}


def scores(rankings: Rankings, relevant: Relevant) -> dict[str, float]:
    """Percent of what could be reached, over all questions with right documents."""
    judged = [
        (_places(rankings.get(query, []), documents), len(documents))
        for query, documents in relevant.items()
        if documents
    ]
    return {
        name: round(100 * sum(measure(*one) for one in judged) / max(len(judged), 1), 1)
        for name, measure in _MEASURES.items()
    }


def scores_of_half(rankings: Rankings, relevant: Relevant, half: int) -> dict[str, float]:
    """Figures are chosen on the first half and have to hold on the second."""
    ours = {query: found for query, found in relevant.items() if half_of(query) == half}
    return scores(rankings, ours)


def half_of(query: str) -> int:
    """The same at every run, whatever the order of the questions."""
    return hashlib.sha256(query.encode()).digest()[0] % 2


def percentile(durations: list[float], percent: int) -> float:
    place = max(1, math.ceil(len(durations) * percent / 100))
    return round(sorted(durations)[place - 1], 2)


def _places(ranking: Ranking, documents: set[str]) -> list[int]:
    return [place for place, found in enumerate(ranking, start=1) if found in documents]
