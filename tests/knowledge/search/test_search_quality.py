"""The benchmark's own arithmetic, on a set small enough to reckon by hand."""

import gzip
import json
import subprocess
import sys
from pathlib import Path

import pytest

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
    with gzip.open(tmp_path / "corpus.jsonl.gz", "wt", encoding="utf-8") as file:
        file.write("\n".join(map(json.dumps, corpus)))
    (tmp_path / "queries.jsonl").write_text("\n".join(map(json.dumps, queries)))
    (tmp_path / "qrels.trec").write_text("q1 0 b 1\nq2 0 c 1\nq2 0 x 1\nq2 0 a 0\n")
    return tmp_path


def measured(*arguments) -> dict[str, float]:
    run = subprocess.run(  # noqa: S603
        [sys.executable, SCRIPT, *arguments], capture_output=True, text=True, check=True
    )
    return json.loads(run.stdout.splitlines()[-1])


def test_a_querys_own_thread_does_not_count(data_set):
    result = measured(data_set)
    assert result["MRR@10"] == 100.0
    assert result["S@5"] == 100.0
    assert result["R@10"] == 75.0
    assert 0 < result["p50"] <= result["p95"]


def test_what_is_not_older_than_the_query_can_be_left_out(data_set):
    result = measured(data_set, "--older-only")
    assert result["MRR@10"] == 50.0
    assert result["R@10"] == 25.0
