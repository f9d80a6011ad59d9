"""The benchmark's own arithmetic, on a set small enough to reckon by hand."""

import gzip
import json
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.typing_errors import with_typing_error

SCRIPT = Path(__file__).parents[3] / "benchmarks" / "search_quality.py"


@pytest.fixture
def data_set(tmp_path):
    corpus = [
        {"id": "a", "title": "Router blinkt rot", "text": "", "created": "2025-01-01"},
        {"id": "b", "title": "Router", "text": "Er blinkt", "created": "2025-01-02"},
        {"id": "c", "title": "Rechnung verstehen", "text": "", "created": "2025-01-03"},
    ]
    queries = [
        {"id": "q1", "doc": "a", "title": "Router blinkt rot", "created": "2025-01-02"},
        {"id": "q2", "title": "Rechnung", "text": "", "created": "2025-01-09"},
    ]
    _write(tmp_path, corpus, queries, "q1 0 b 1\nq2 0 c 1\nq2 0 x 1\nq2 0 a 0\n")
    return tmp_path


def _write(folder: Path, corpus: list[dict], queries: list[dict], relevant: str) -> None:
    with gzip.open(folder / "corpus.jsonl.gz", "wt", encoding="utf-8") as file:
        file.write("\n".join(map(json.dumps, corpus)))
    (folder / "queries.jsonl").write_text("\n".join(map(json.dumps, queries)))
    (folder / "qrels.trec").write_text(relevant)


def measured(*arguments) -> dict[str, float]:
    return json.loads(output(*arguments)[-1])


def output(*arguments) -> list[str]:
    run = subprocess.run(  # noqa: S603
        [sys.executable, SCRIPT, *arguments], capture_output=True, text=True, check=True
    )
    return run.stdout.splitlines()


def test_a_querys_own_thread_does_not_count(data_set):
    result = measured(data_set)
    assert result["MRR@10"] == 100.0
    assert result["S@5"] == 100.0
    assert result["R@10"] == 75.0
    assert 0 < result["p50"] <= result["p95"]


def test_what_earlier_questions_took_for_their_answer_counts(data_set):
    """Never what the question itself took: only the order of the two tells."""
    alike = [{"id": name, "title": "Router", "text": "", "created": "2025-01-01"} for name in "ab"]
    queries = [
        {"id": "q1", "title": "Router", "created": "2025-02-01"},
        {"id": "q2", "title": "Router", "created": "2025-03-01"},
    ]
    _write(data_set, alike, queries, "q1 0 b 1\nq2 0 b 1\n")

    assert measured(data_set)["MRR@10"] == 50.0
    assert measured(data_set, "--older-only")["MRR@10"] == 75.0


def test_ablation_names_each_part(data_set):
    lines = output(data_set, "--ablation")
    parts = [json.loads(line)["without"] for line in lines if line.startswith("{")]
    assert parts[0] == "nothing"
    assert {"likeness of titles", "freshness", "linked before"} <= set(parts)


def test_typing_errors_are_compared_with_the_same_titles(data_set):
    result = measured(data_set, "--typing-errors")
    assert result["right"] == 100.0
    assert set(result) == {"right", "with errors", "kept"}


@pytest.mark.parametrize("seed", range(40))
def test_typing_error_changes_one_word_by_one_key(seed):
    title = "Der Router blinkt schon länger rot"
    typed = with_typing_error(title, str(seed))

    changed = [
        pair for pair in zip(title.split(), typed.split(), strict=True) if pair[0] != pair[1]
    ]
    assert len(changed) <= 1
    assert abs(len(typed) - len(title)) <= 1
    assert typed == with_typing_error(title, str(seed))


def test_title_of_short_words_stays_as_it_is():
    assert with_typing_error("Was ist da?", "seed") == "Was ist da?"


def test_what_is_not_older_than_the_query_can_be_left_out(data_set):
    result = measured(data_set, "--older-only")
    assert result["MRR@10"] == 50.0
    assert result["R@10"] == 25.0
