"""One index for everybody, and one for each circle: what was written for a few is no part of the
index that the others search, so that it moves no count, no order and no word's rarity (A-AZ-07)."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import replace
from itertools import chain
from math import inf
from pathlib import Path

from knowledge.search.engine import (
    CIRCLES,
    MAX_HITS,
    Document,
    Fetch,
    IndexUnavailable,
    Query,
    Sort,
    Synonyms,
    no_synonyms,
)
from knowledge.search.hits import Hit, Result
from knowledge.search.ranking import HALF_LIFE_DAYS
from knowledge.search.tantivy_engine import TantivyEngine

EVERYBODY = ""


class CircledEngine:
    """Readers search the index for everybody, and those of the circles to which they belong."""

    def __init__(
        self, base: Path, *, half_life_days: int = HALF_LIFE_DAYS, stays_open: bool = False
    ) -> None:
        folders = {circle: base.with_name(f"{base.name}-{circle}") for circle in CIRCLES}
        self._indexes = {
            circle: TantivyEngine(folder, half_life_days=half_life_days, stays_open=stays_open)
            for circle, folder in ({EVERYBODY: base} | folders).items()
        }

    def put(self, documents: Iterable[Document]) -> None:
        """Whoever may find a document may change: it is forgotten everywhere else."""
        latest = {document.key: document for document in documents}
        for circle, index in self._indexes.items():
            here = [each for each in latest.values() if _circle_of(each) == circle]
            if elsewhere := latest.keys() - {each.key for each in here}:
                index.remove(elsewhere)
            if here:
                index.put(here)

    def remove(self, keys: Iterable[str]) -> None:
        gone = list(keys)
        for index in self._indexes.values():
            index.remove(gone)

    def search(self, query: Query) -> Result:
        everybodys = self._indexes[EVERYBODY].search(query)
        if not query.circles:
            return everybodys
        first = replace(query, offset=0, limit=query.offset + query.limit)
        theirs = [self._search_in(circle, first) for circle in query.circles]
        found = self._indexes[EVERYBODY].search(first) if query.offset else everybodys
        return _joined([found, *theirs], query)

    def suggest(
        self,
        text: str,
        *,
        language: str = "",
        limit: int = 5,
        circles: tuple[str, ...] = (),
        synonyms: Synonyms = no_synonyms,
    ) -> Result:
        found = [
            index.suggest(text, language=language, limit=limit, synonyms=synonyms)
            for index in self._those_of(circles)
        ]
        return _joined(found, Query(text=text, limit=limit))

    def similar(
        self,
        document: Document,
        *,
        kinds: tuple[str, ...] = (),
        limit: int = 10,
        circles: tuple[str, ...] = (),
    ) -> tuple[Hit, ...]:
        found = (
            index.similar(document, kinds=kinds, limit=limit) for index in self._those_of(circles)
        )
        return _best(chain.from_iterable(found))[:limit]

    def rebuild(
        self,
        documents: Iterable[Document],
        *,
        fetch: Fetch,
        learned: frozenset[str] = frozenset(),
    ) -> int:
        """Everybody's is built as `documents` come; the few of the circles wait in memory.

        All begin before the first is read: a document may move from one to another meanwhile.
        """
        others: list[Document] = []
        with ExitStack() as stack:
            builds = {
                circle: stack.enter_context(index.building(learned))
                for circle, index in self._indexes.items()
            }
            count = builds[EVERYBODY](_for_everybody(documents, others), _only(EVERYBODY, fetch))
            for circle in CIRCLES:
                theirs = [each for each in others if each.circle == circle]
                count += builds[circle](theirs, _only(circle, fetch))
        return count

    def learned(self) -> frozenset[str]:
        return self._indexes[EVERYBODY].learned()

    def built_at(self) -> float:
        return self._indexes[EVERYBODY].built_at()

    def is_whole(self) -> bool:
        return all(index.is_whole() for index in self._indexes.values())

    def sweep(self) -> None:
        for index in self._indexes.values():
            index.sweep()

    def needs_rebuild(self) -> bool:
        return any(index.needs_rebuild() for index in self._indexes.values())

    def count(self) -> int:
        return sum(index.count() for index in self._indexes.values())

    def _those_of(self, circles: Sequence[str]) -> list[TantivyEngine]:
        return [self._indexes[circle] for circle in (EVERYBODY, *circles)]

    def _search_in(self, circle: str, query: Query) -> Result:
        """While it is built, what everybody may find is found all the same."""
        try:
            return self._indexes[circle].search(query)
        except IndexUnavailable:
            return Result()


def _circle_of(document: Document) -> str:
    if document.circle not in (EVERYBODY, *CIRCLES):
        raise ValueError(f"unknown circle: {document.circle}")
    return document.circle


def _for_everybody(documents: Iterable[Document], others: list[Document]) -> Iterator[Document]:
    for document in documents:
        if _circle_of(document) == EVERYBODY:
            yield document
        else:
            others.append(document)


def _only(circle: str, fetch: Fetch) -> Fetch:
    return lambda keys: [each for each in fetch(keys) if each.circle == circle]


def _joined(results: Sequence[Result], query: Query) -> Result:
    """As one result; corrections are those of everybody's words."""
    hits = _best(chain.from_iterable(result.hits for result in results), query.sort)
    return Result(
        hits=hits[query.offset : query.offset + query.limit],
        total=min(MAX_HITS, sum(result.total for result in results)),
        state_counts=_added(result.state_counts for result in results),
        product_counts=_added(result.product_counts for result in results),
        tag_counts=_added(result.tag_counts for result in results),
        language_counts=_added(result.language_counts for result in results),
        corrections=results[0].corrections,
        words=tuple(dict.fromkeys(chain.from_iterable(result.words for result in results))),
    )


def _added(counts: Iterable[Mapping]) -> Counter:
    return sum(map(Counter, counts), Counter())


def _best(hits: Iterable[Hit], sort: str = Sort.RELEVANCE) -> tuple[Hit, ...]:
    """The pinned in their order, then the best or the newest."""
    return tuple(sorted(hits, key=lambda hit: _order(hit, sort)))


def _order(hit: Hit, sort: str) -> tuple[float, float, float, str, int]:
    age = -hit.created if sort == Sort.NEWEST else 0
    return (hit.pin or inf, age, -hit.score, hit.kind, hit.object_id)
