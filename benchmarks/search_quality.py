"""Quality and speed of the product's search on a set of questions with known answers.

    python benchmarks/search_quality.py DATA_DIR [--older-only]

DATA_DIR holds corpus.jsonl.gz, queries.jsonl and qrels.trec. The set is indexed into a
temporary folder and asked through the same code that the pages use, with no knowledge of
which set it is. The last line printed is the result as JSON: percent and milliseconds.
"""

import argparse
import gzip
import json
import math
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from knowledge.search.engine import Document, Kind, Query
from knowledge.search.language import guess_language
from knowledge.search.tantivy_engine import TantivyEngine

HITS = 100
WARM_UP = 20

Record = dict[str, str]
Ranking = list[str]


def main() -> None:
    arguments = _arguments()
    corpus = _records(arguments.data / "corpus.jsonl.gz")
    queries = _records(arguments.data / "queries.jsonl")
    relevant = _relevant_documents(arguments.data / "qrels.trec")
    with tempfile.TemporaryDirectory() as folder:
        engine = TantivyEngine(Path(folder))
        started = time.perf_counter()
        engine.rebuild(_documents(corpus), fetch=lambda keys: [])
        _print(f"{len(corpus)} documents indexed in {time.perf_counter() - started:.1f} s")
        rankings, durations = _ask(engine, corpus, queries)
    _leave_out(rankings, corpus, queries, older_only=arguments.older_only)
    scores = _scores(rankings, relevant)
    speed = {"p50": _percentile(durations, 50), "p95": _percentile(durations, 95)}
    _print(json.dumps(scores | speed))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("data", type=Path, metavar="DATA_DIR")
    parser.add_argument(
        "--older-only", action="store_true", help="leave out what is not older than the query"
    )
    return parser.parse_args()


def _records(path: Path) -> list[Record]:
    read = gzip.open if path.suffix == ".gz" else open
    with read(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def _relevant_documents(path: Path) -> dict[str, set[str]]:
    relevant: dict[str, set[str]] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        query, _, document, relevance = line.split()
        if int(relevance) > 0:
            relevant.setdefault(query, set()).add(document)
    return relevant


def _documents(corpus: list[Record]) -> Iterator[Document]:
    for number, record in enumerate(corpus):
        yield Document(
            kind=Kind.QUESTION,
            object_id=number,
            language=guess_language(f"{record['title']} {record['text']}"),
            title=record["title"],
            body=record["text"],
        )


def _ask(
    engine: TantivyEngine, corpus: list[Record], queries: list[Record]
) -> tuple[dict[str, Ranking], list[float]]:
    rankings: dict[str, Ranking] = {}
    durations: list[float] = []
    for query in [*queries[:WARM_UP], *queries]:
        started = time.perf_counter()
        result = engine.search(Query(text=query["title"], limit=HITS))
        durations.append((time.perf_counter() - started) * 1000)
        rankings[query["id"]] = [corpus[hit.object_id]["id"] for hit in result.hits]
    return rankings, durations[-len(queries) :]


def _leave_out(
    rankings: dict[str, Ranking],
    corpus: list[Record],
    queries: list[Record],
    *,
    older_only: bool,
) -> None:
    """A query's own thread, and what a reader could not yet have found."""
    created = {record["id"]: record.get("created", "") for record in corpus}
    for query in queries:
        rankings[query["id"]] = [
            found
            for found in rankings[query["id"]]
            if found != query.get("doc") and not (older_only and created[found] >= query["created"])
        ]


def _scores(rankings: dict[str, Ranking], relevant: dict[str, set[str]]) -> dict[str, float]:
    measures: dict[str, Callable[[list[int], int], float]] = {
        "MRR@10": lambda places, _: 1 / places[0] if places and places[0] <= 10 else 0.0,
        "S@5": lambda places, _: float(any(place <= 5 for place in places)),
        "S@10": lambda places, _: float(any(place <= 10 for place in places)),
        "R@10": lambda places, count: sum(place <= 10 for place in places) / count,
    }
    judged = [
        (_places(rankings.get(query, []), documents), len(documents))
        for query, documents in relevant.items()
    ]
    return {
        name: round(100 * sum(measure(*one) for one in judged) / len(judged), 1)
        for name, measure in measures.items()
    }


def _places(ranking: Ranking, documents: set[str]) -> list[int]:
    return [place for place, found in enumerate(ranking, start=1) if found in documents]


def _percentile(durations: list[float], percent: int) -> float:
    place = max(1, math.ceil(len(durations) * percent / 100))
    return round(sorted(durations)[place - 1], 2)


def _print(text: str) -> None:
    sys.stdout.write(f"{text}\n")


if __name__ == "__main__":
    main()
