"""One search in an index: what matches its words under this or that filter."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import tantivy

from knowledge.search import schema
from knowledge.search.engine import MAX_HITS, Query
from knowledge.search.ranking import Candidate, without_noise
from knowledge.search.tantivy_query import (
    any_of_words,
    filtered,
    phrase_query,
    term_queries,
    with_keys,
)
from knowledge.search.wording import Wording

Found = list[tuple[float, tantivy.DocAddress]]


class Matching:
    """Remembers what it found: a count and a page of hits often ask for the same."""

    def __init__(
        self, searcher: tantivy.Searcher, index_schema: tantivy.Schema, wording: Wording
    ) -> None:
        self.searcher = searcher
        self.wording = wording
        self._schema = index_schema
        self._found: dict[Query, list[Candidate]] = {}

    def candidates(self, query: Query) -> list[Candidate]:
        """The first MAX_HITS that pass the filters, without those that only happen to share a
        common word: against the best without any filter, so that a filter adds nothing."""
        everything = self._matches(query.unfiltered())
        if not everything:
            return []
        return without_noise(self._passing(query, everything), everything[0].points)

    def points_with_small_words(self, query: Query) -> Callable[[Candidate], float]:
        """Small words move what other words have found, and find nothing themselves."""
        asked = query.unfiltered() if query.is_typing else query
        found = self._search(asked, with_small_words=True) if self.wording.small else []
        points = {_place(address): score for score, address in found}
        return lambda each: points.get(_place(each.address), each.points)

    def pinned(self, query: Query) -> list[Candidate]:
        """In the order in which they are pinned, without those that are not there."""
        if not query.pinned:
            return []
        keyed = filtered(self._schema, with_keys(self._schema, query.pinned), query)
        found = self.searcher.search(keyed, len(query.pinned), count=False).hits
        candidates = _candidates(self.searcher, [(0.0, address) for _, address in found])
        return sorted(candidates, key=lambda each: query.pinned.index(each.key))

    def title_of(self, candidate: Candidate) -> str:
        return bytes(self.searcher.doc(candidate.address)["title"][0]).decode()

    def tags_of(self, candidate: Candidate) -> list[str]:
        return self.searcher.doc(candidate.address)["tag"]

    def queries_by_word(self) -> Iterator[tuple[str, list[tantivy.Query]]]:
        """What the points of a candidate are made of."""
        for term, weight in (*self.wording.terms, *self.wording.small):
            yield term, term_queries(self._schema, term, weight)
        for phrase, weight in self.wording.expansions:
            yield " ".join(phrase), [phrase_query(self._schema, phrase, weight)]

    def _passing(self, query: Query, everything: list[Candidate]) -> list[Candidate]:
        """While a title is typed the first few will do: to choose them from the best of everything
        is much faster than to have the index look for others."""
        if query.is_typing and query.unfiltered() == replace(query, states=()):
            passing = [each for each in everything if each.state in query.states]
            if len(passing) >= query.limit:
                return passing
        return self._matches(query)

    def _matches(self, query: Query) -> list[Candidate]:
        if query not in self._found:
            self._found[query] = _candidates(self.searcher, self._search(query))
        return self._found[query]

    def _search(self, query: Query, *, with_small_words: bool = False) -> Found:
        matching = any_of_words(self._schema, self.wording, with_small_words=with_small_words)
        passing = filtered(self._schema, matching, query)
        return self.searcher.search(passing, MAX_HITS, count=False).hits


def _candidates(searcher: tantivy.Searcher, found: Found) -> list[Candidate]:
    addresses = [address for _, address in found]

    def column(name: str) -> list:
        return searcher.fast_field_values(name, addresses)

    fields = (
        map(schema.KIND_OF_CODE.get, column("kind")),
        column("object_id"),
        map(schema.STATE_OF_CODE.get, column("state")),
        column("created"),
        column("linked"),
        column("is_official"),
        column("product_id"),
        column("tag_set"),
        map(schema.LANGUAGE_OF_CODE.get, column("language")),
        addresses,
        [points for points, _ in found],
    )
    return list(map(Candidate._make, zip(*fields, strict=True)))


def _place(address: tantivy.DocAddress) -> tuple[int, int]:
    return address.segment_ord, address.doc
