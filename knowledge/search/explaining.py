"""Why a hit stands where it does, for those who look after the search."""

import json
from collections.abc import Iterator

from knowledge.search.hits import Part, PartName
from knowledge.search.matching import Matching
from knowledge.search.ranking import Candidate, Ranked, Standing, title_factor

NOTHING = 1.0


class Explainer:
    """Gives the points of each word, then what multiplies their sum: the score is the product."""

    def __init__(self, matching: Matching, standing: Standing) -> None:
        self._matching = matching
        self._standing = standing

    def parts(self, found: Ranked, *, pin: int) -> tuple[Part, ...]:
        """`pin` is its place among the pinned, or 0."""
        title = Part(PartName.TITLE, title_factor(found.likeness))
        factors = (title, *self._standing.parts(found.candidate))
        moving = (part for part in factors if part.amount != NOTHING)
        pinned = [Part(PartName.PINNED, pin)] if pin else []
        return (*pinned, *self._words(found.candidate), *moving)

    def _words(self, candidate: Candidate) -> Iterator[Part]:
        for word, queries in self._matching.queries_by_word():
            points = sum(self._points(query, candidate) for query in queries)
            if points:
                yield Part(PartName.WORD, points, word)

    def _points(self, query, candidate: Candidate) -> float:
        try:
            explanation = query.explain(self._matching.searcher, candidate.address)
        except ValueError:  # the document doesn't hold it
            return 0.0
        return json.loads(explanation.to_json())["value"]
