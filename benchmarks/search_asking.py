"""Indexes a set of documents and asks its questions through the product's own code."""

import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from knowledge.search.engine import Document, Kind, Query
from knowledge.search.language import guess_language
from knowledge.search.tantivy_engine import TantivyEngine

HITS = 100
WARM_UP = 20

Record = dict[str, Any]
Ranking = list[str]


@dataclass(frozen=True)
class DataSet:
    """`relevant` has the ids of the right documents by the question's id."""

    corpus: Sequence[Record]
    queries: Sequence[Record]
    relevant: Mapping[str, set[str]]


@dataclass(frozen=True)
class Answers:
    """Rankings by the question's id; milliseconds by the clock and of the processor alone, which
    another program that runs at the same time does not lengthen as much."""

    rankings: dict[str, Ranking]
    durations: list[float]
    processor: list[float]


class Asking:
    def __init__(self, data: DataSet, folder: Path) -> None:
        self._data = data
        self._numbers = {record["id"]: number for number, record in enumerate(data.corpus)}
        self._linked: Counter[str] = Counter()
        self._engine = TantivyEngine(folder / "index")
        self._engine.rebuild(self._documents(), fetch=lambda keys: [])

    def ask(self, queries: Sequence[Record], *, older_only: bool) -> Answers:
        for query in queries[:WARM_UP]:
            self._search(query, older_only)
        answers = Answers({}, [], [])
        for query in sorted(queries, key=_asked_at):
            if older_only:
                self._link_what_was_the_answer_before(_asked_at(query))
            started, begun = time.perf_counter(), time.thread_time()
            found = self._search(query, older_only)
            answers.processor.append((time.thread_time() - begun) * 1000)
            answers.durations.append((time.perf_counter() - started) * 1000)
            answers.rankings[query["id"]] = [each for each in found if each != query.get("doc")]
        return answers

    def _search(self, query: Record, older_only: bool) -> Ranking:
        now = _asked_at(query) if older_only else 0
        result = self._engine.search(Query(text=query["title"], now=now, limit=HITS))
        return [self._data.corpus[hit.object_id]["id"] for hit in result.hits]

    def _link_what_was_the_answer_before(self, now: int) -> None:
        """Answers of all questions of the set that were asked before `now`."""
        linked = Counter(
            document
            for query in self._data.queries
            if _asked_at(query) < now
            for document in self._data.relevant.get(query["id"], ())
        )
        changed = sorted(each for each in linked if linked[each] != self._linked[each])
        self._linked = linked
        if changed:
            self._engine.put(self._document(self._numbers[each]) for each in changed)
            self._engine.count()  # opens what has changed, so that no search is longer for it

    def _documents(self) -> Iterator[Document]:
        return map(self._document, range(len(self._data.corpus)))

    def _document(self, number: int) -> Document:
        record = self._data.corpus[number]
        return Document(
            kind=Kind.QUESTION,
            object_id=number,
            language=guess_language(f"{record['title']} {record['text']}"),
            title=record["title"],
            body=record["text"],
            created=_seconds(record.get("created", "")),
            linked=self._linked[record["id"]],
        )


def _asked_at(query: Record) -> int:
    return _seconds(query.get("created", ""))


def _seconds(written: str) -> int:
    """Since 1970; 0 for no time."""
    return int(datetime.fromisoformat(written).replace(tzinfo=UTC).timestamp()) if written else 0
