"""The search engine of this project on tantivy: one index of both languages and all kinds."""

import time
from collections.abc import Iterable
from contextlib import AbstractContextManager
from pathlib import Path

import tantivy

from knowledge.search import schema
from knowledge.search.engine import (
    Document,
    Fetch,
    IndexUnavailable,
    Query,
    State,
    Synonyms,
    no_synonyms,
)
from knowledge.search.hits import Hit, Result
from knowledge.search.index_builder import Build, IndexBuilder
from knowledge.search.index_folders import IndexFolders
from knowledge.search.index_reader import IndexReader
from knowledge.search.index_writer import IndexWriter
from knowledge.search.matching import Matching
from knowledge.search.ranking import HALF_LIFE_DAYS, Standing
from knowledge.search.results import result_of
from knowledge.search.tantivy_index import unavailable_if_broken
from knowledge.search.titles import GramRarity
from knowledge.search.tokens import words_of
from knowledge.search.vocabulary import Vocabulary
from knowledge.search.wording import Wording, read, read_draft

FIRST_SUGGESTED_WORD = 3


class TantivyEngine:
    """Reads without locks; `put`, `remove` and the end of a rebuild wait for one another. Where
    `stays_open`, it is the one that writes (`IndexWriter`)."""

    def __init__(
        self, base: Path, *, half_life_days: int = HALF_LIFE_DAYS, stays_open: bool = False
    ) -> None:
        folders = IndexFolders(base, schema.index_version())
        self._schema = schema.index_schema()
        self._reader = IndexReader(folders)
        self._writer = IndexWriter(folders, stays_open=stays_open)
        self._builder = IndexBuilder(folders)
        self._half_life_days = half_life_days
        self._rarity = GramRarity()

    def put(self, documents: Iterable[Document]) -> None:
        latest = {document.key: document for document in documents}
        self._writer.replace(latest, latest.values())

    def remove(self, keys: Iterable[str]) -> None:
        self._writer.replace(set(keys), ())

    def rebuild(
        self,
        documents: Iterable[Document],
        *,
        fetch: Fetch,
        learned: frozenset[str] = frozenset(),
    ) -> int:
        with self.building(learned) as build:
            return build(documents, fetch)

    def building(self, learned: frozenset[str]) -> AbstractContextManager[Build]:
        """From its beginning on, nothing that changes is missed by what it then builds."""
        return self._builder.building(learned)

    def learned(self) -> frozenset[str]:
        return self._reader.learned()

    def built_at(self) -> float:
        return self._reader.built_at()

    def is_whole(self) -> bool:
        return self._reader.is_whole()

    def sweep(self) -> None:
        self._builder.sweep()

    def needs_rebuild(self) -> bool:
        try:
            self.count()
        except IndexUnavailable:
            return True
        return False

    def count(self) -> int:
        with unavailable_if_broken():
            return self._reader.newest().num_docs

    def search(self, query: Query) -> Result:
        with unavailable_if_broken():
            searcher = self._reader.searcher()
            wording = read(
                query.text,
                Vocabulary(searcher, self._schema),
                language=query.language,
                is_typing=query.is_typing,
                synonyms=query.synonyms,
            )
            return self._result(searcher, query, wording)

    def suggest(
        self,
        text: str,
        *,
        language: str = "",
        limit: int = 5,
        synonyms: Synonyms = no_synonyms,
    ) -> Result:
        if len(words_of(text)) < FIRST_SUGGESTED_WORD:
            return Result()
        return self.search(
            Query(
                text=text,
                language=language,
                states=(State.PUBLISHED, State.SOLVED),
                synonyms=synonyms,
                is_typing=True,
                is_counted=False,
                limit=limit,
            )
        )

    def similar(
        self, document: Document, *, kinds: tuple[str, ...] = (), limit: int = 10
    ) -> tuple[Hit, ...]:
        with unavailable_if_broken():
            searcher = self._reader.searcher()
            wording = read_draft(document, Vocabulary(searcher, self._schema))
            asked = Query(
                text=document.title,
                kinds=kinds,
                without=(document.key,),
                is_counted=False,
                limit=limit,
            )
            return self._result(searcher, asked, wording).hits

    def _result(self, searcher: tantivy.Searcher, query: Query, wording: Wording) -> Result:
        matching = Matching(searcher, self._schema, wording)
        standing = Standing(query.now or time.time(), self._half_life_days)
        return result_of(matching, query, standing=standing, rarity=self._rarity)
