"""The search engine of this project on tantivy: one index of both languages and all kinds."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import tantivy

from knowledge.search import schema
from knowledge.search.engine import (
    MAX_HITS,
    Document,
    Fetch,
    Hit,
    IndexUnavailable,
    Query,
    Result,
    State,
)
from knowledge.search.index_folders import IndexFolders
from knowledge.search.ranking import Candidate, ranked, without_noise
from knowledge.search.tantivy_index import (
    create_index,
    fill,
    open_index,
    replace_documents,
    unavailable_if_broken,
)
from knowledge.search.tantivy_query import any_of_terms, filtered
from knowledge.search.tokens import words_of
from knowledge.search.vocabulary import Vocabulary
from knowledge.search.wording import Wording, read, read_draft

FIRST_SUGGESTED_WORD = 3


class TantivyEngine:
    """Reads without locks; `put`, `remove` and the end of a rebuild wait for one another."""

    def __init__(self, base: Path) -> None:
        self._folders = IndexFolders(base, schema.index_version())
        self._schema = schema.index_schema()
        self._opened: tuple[Path, tantivy.Index] | None = None

    def put(self, documents: Iterable[Document]) -> None:
        latest = {document.key: document for document in documents}
        with self._folders.writing(latest) as folder:
            replace_documents(open_index(folder), latest, latest.values())

    def remove(self, keys: Iterable[str]) -> None:
        gone = set(keys)
        with self._folders.writing(gone) as folder:
            replace_documents(open_index(folder), gone, ())

    def rebuild(self, documents: Iterable[Document], *, fetch: Fetch) -> int:
        with self._folders.rebuilding() as folder:
            index = create_index(folder)
            count = fill(index, documents)
            with self._folders.swapping_to(folder) as changed:
                if changed:
                    replace_documents(index, changed, fetch(sorted(changed)))
        return count

    def needs_rebuild(self) -> bool:
        try:
            self.count()
        except IndexUnavailable:
            return True
        return False

    def count(self) -> int:
        with unavailable_if_broken():
            return self._searcher().num_docs

    def search(self, query: Query) -> Result:
        with unavailable_if_broken():
            searcher = self._searcher()
            wording = read(
                query.text,
                Vocabulary(searcher, self._schema),
                language=query.language,
                is_typing=query.is_typing,
            )
            return self._result(searcher, query, wording)

    def suggest(self, text: str, *, language: str = "", limit: int = 5) -> Result:
        if len(words_of(text)) < FIRST_SUGGESTED_WORD:
            return Result()
        solutions = (State.PUBLISHED, State.SOLVED)
        return self.search(
            Query(text=text, language=language, states=solutions, is_typing=True, limit=limit)
        )

    def similar(
        self, document: Document, *, kinds: tuple[str, ...] = (), limit: int = 10
    ) -> tuple[Hit, ...]:
        with unavailable_if_broken():
            searcher = self._searcher()
            wording = read_draft(document, Vocabulary(searcher, self._schema))
            asked = Query(text=document.title, kinds=kinds, without=(document.key,), limit=limit)
            return self._result(searcher, asked, wording).hits

    def _searcher(self) -> tantivy.Searcher:
        try:
            return self._newest_searcher()
        except (IndexUnavailable, ValueError):
            # A rebuild may have taken the folder away between our reading its name and using it.
            return self._newest_searcher()

    def _newest_searcher(self) -> tantivy.Searcher:
        folder = self._folders.current()
        if self._opened is None or self._opened[0] != folder:
            self._opened = (folder, open_index(folder))
        index = self._opened[1]
        index.reload()
        return index.searcher()

    def _result(self, searcher: tantivy.Searcher, query: Query, wording: Wording) -> Result:
        if not wording.terms:
            return Result(words=wording.words, corrections=wording.corrections)
        matching = any_of_terms(self._schema, wording.terms)
        of_any_state = replace(query, kinds=(), states=())
        found = everything = _matches(searcher, filtered(self._schema, matching, of_any_state))
        if query.kinds or query.states:
            found = _matches(searcher, filtered(self._schema, matching, query))
        found, everything = without_noise(found, everything), without_noise(everything, everything)
        return Result(
            hits=tuple(ranked(found)[query.offset : query.offset + query.limit]),
            total=len(found),
            kind_counts=Counter(candidate.kind for candidate in everything),
            state_counts=Counter(candidate.state for candidate in everything),
            corrections=wording.corrections,
            words=wording.words,
        )


def _matches(searcher: tantivy.Searcher, query: tantivy.Query) -> list[Candidate]:
    found = searcher.search(query, MAX_HITS, count=False).hits
    addresses = [address for _, address in found]
    columns = (
        searcher.fast_field_values(name, addresses)
        for name in ("kind", "object_id", "state", "created")
    )
    return [
        Candidate(schema.KIND_OF_CODE[kind], number, schema.STATE_OF_CODE[state], created, score)
        for (score, _), kind, number, state, created in zip(found, *columns, strict=True)
    ]
