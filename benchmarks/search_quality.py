"""Quality and speed of the product's search on a set of questions with known answers.

    python benchmarks/search_quality.py DATA_DIR [--older-only] [--ablation | --typing-errors]

DATA_DIR holds corpus.jsonl.gz, queries.jsonl and qrels.trec. The set is indexed into a
temporary folder and asked through the same code that the pages use, with no knowledge of
which set it is. The last line printed is the result as JSON: percent and milliseconds.

--older-only asks each question as of its own day: what is younger is not there, and what earlier
questions took for their answer counts as linked. --ablation leaves out one part of the ranking
after another. --typing-errors asks 300 questions with one error each, and without.
"""

import argparse
import gzip
import json
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.search_ablation import PARTS, without_part
from benchmarks.search_asking import Asking, DataSet, Record
from benchmarks.search_scores import percentile, scores, scores_of_half
from benchmarks.typing_errors import with_typing_error

TYPED = 300


def main() -> None:
    arguments = _arguments()
    data = _read(arguments.data)
    if arguments.ablation:
        _compare_parts(data, arguments.older_only)
    elif arguments.typing_errors:
        _compare_typing(data, arguments.older_only)
    else:
        _measure(data, arguments.older_only)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("data", type=Path, metavar="DATA_DIR")
    parser.add_argument(
        "--older-only", action="store_true", help="ask as of the day of each question"
    )
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--ablation", action="store_true", help="leave out each part of the ranking")
    what.add_argument("--typing-errors", action="store_true", help="ask with an error, and without")
    return parser.parse_args()


def _measure(data: DataSet, older_only: bool) -> None:
    with _asking(data) as asking:
        answers = asking.ask(data.queries, older_only=older_only)
    for half in (0, 1):
        ours = scores_of_half(answers.rankings, data.relevant, half)
        _print(f"half {half + 1}: {json.dumps(ours)}")
    speed = {
        "p50": percentile(answers.durations, 50),
        "p95": percentile(answers.durations, 95),
        "cpu p95": percentile(answers.processor, 95),
    }
    _print(json.dumps(scores(answers.rankings, data.relevant) | speed))


def _compare_parts(data: DataSet, older_only: bool) -> None:
    for name in ("nothing", *PARTS):
        with without_part(name), _asking(data) as asking:
            answers = asking.ask(data.queries, older_only=older_only)
        speed = {"cpu p95": percentile(answers.processor, 95)}
        result = scores(answers.rankings, data.relevant) | speed
        _print(json.dumps({"without": name} | result))


def _compare_typing(data: DataSet, older_only: bool) -> None:
    asked = data.queries[:: max(len(data.queries) // TYPED, 1)][:TYPED]
    relevant = {query["id"]: data.relevant.get(query["id"], set()) for query in asked}
    wrong = [query | {"title": with_typing_error(query["title"], query["id"])} for query in asked]
    with _asking(data) as asking:
        right = scores(asking.ask(asked, older_only=older_only).rankings, relevant)
    with _asking(data) as asking:
        typed = scores(asking.ask(wrong, older_only=older_only).rankings, relevant)
    kept = round(100 * typed["S@5"] / right["S@5"], 1) if right["S@5"] else 0.0
    _print(json.dumps({"right": right["S@5"], "with errors": typed["S@5"], "kept": kept}))


@contextmanager
def _asking(data: DataSet) -> Iterator[Asking]:
    with tempfile.TemporaryDirectory() as folder:
        started = time.perf_counter()
        asking = Asking(data, Path(folder))
        _print(f"{len(data.corpus)} documents indexed in {time.perf_counter() - started:.1f} s")
        yield asking


def _read(folder: Path) -> DataSet:
    return DataSet(
        corpus=_records(folder / "corpus.jsonl.gz"),
        queries=_records(folder / "queries.jsonl"),
        relevant=_relevant_documents(folder / "qrels.trec"),
    )


def _records(path: Path) -> Sequence[Record]:
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


def _print(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
