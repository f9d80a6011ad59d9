"""One index for everybody, and one for each circle: what was written for a few is no part of the
index that the others search, so that it moves no count, no order and no word's rarity (A-AZ-07)."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain
from pathlib import Path

from knowledge.search.engine import (
    CIRCLES,
    MAX_HITS,
    Document,
    Fetch,
    Hit,
    IndexUnavailable,
    Query,
    Result,
)
from knowledge.search.tantivy_engine import TantivyEngine

EVERYBODY = ""


class CircledEngine:
    """Readers search the index for everybody, and those of the circles to which they belong."""

    def __init__(self, base: Path) -> None:
        self._indexes = {EVERYBODY: TantivyEngine(base)}
        for circle in CIRCLES:
            self._indexes[circle] = TantivyEngine(base.with_name(f"{base.name}-{circle}"))

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
        self, text: str, *, language: str = "", limit: int = 5, circles: tuple[str, ...] = ()
    ) -> Result:
        found = [
            index.suggest(text, language=language, limit=limit) for index in self._those_of(circles)
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

    def rebuild(self, documents: Iterable[Document], *, fetch: Fetch) -> int:
        """Everybody's is built as `documents` come; the few of the circles wait in memory."""
        others: list[Document] = []
        count = self._indexes[EVERYBODY].rebuild(
            _for_everybody(documents, others), fetch=_only(EVERYBODY, fetch)
        )
        for circle in CIRCLES:
            theirs = [each for each in others if each.circle == circle]
            count += self._indexes[circle].rebuild(theirs, fetch=_only(circle, fetch))
        return count

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
    hits = _best(chain.from_iterable(result.hits for result in results))
    return Result(
        hits=hits[query.offset : query.offset + query.limit],
        total=min(MAX_HITS, sum(result.total for result in results)),
        kind_counts=sum((Counter(result.kind_counts) for result in results), Counter()),
        state_counts=sum((Counter(result.state_counts) for result in results), Counter()),
        corrections=results[0].corrections,
        words=tuple(dict.fromkeys(chain.from_iterable(result.words for result in results))),
    )


def _best(hits: Iterable[Hit]) -> tuple[Hit, ...]:
    return tuple(sorted(hits, key=lambda hit: (-hit.score, hit.kind, hit.object_id)))
