"""Measures the pages of a filled installation against a bare Django view.

    python benchmarks/bench.py          N=10000 questions by default; make bench N=100000

It starts a PostgreSQL of its own, the product as `make run` does and the bare site, needs wrk,
prints the table and keeps it as var/bench/N.json. The exit code is 1 if a limit is missed.
"""

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.load import CannotMeasure
from benchmarks.measuring import Measured, Servers, measure_all, measure_kept
from benchmarks.memory import worker_memory
from benchmarks.serving import product_environment, running_bare_site, running_product
from benchmarks.table import Result, as_table, misses
from benchmarks.visits import Visits
from config.throwaway_postgres import NoPostgres, running_postgres

ROOT = Path(__file__).resolve().parent.parent
# Pages as they are drawn, not as they are kept for readers.
DRAWN_ANEW = {"READER_PAGE_SECONDS": "0"}
RESULTS = ROOT / "var" / "bench"


def main() -> None:
    signal.signal(signal.SIGTERM, lambda number, _frame: sys.exit(128 + number))
    os.chdir(ROOT)
    question_count = int(os.environ.get("N") or 10_000)
    try:
        with running_postgres() as url, tempfile.TemporaryDirectory("-klartext-bench") as folder:
            result = _bench(question_count, product_environment(url, Path(folder)))
    except (CannotMeasure, NoPostgres) as problem:
        sys.exit(str(problem))
    _say(f"\n{as_table(result)}")
    _keep(result)
    problems = misses(result.rows)
    sys.exit("\n".join(["", "Missed:", *problems]) if problems else 0)


def _bench(question_count: int, environment: Mapping[str, str]) -> Result:
    file = Path(environment["DATA_DIR"], "visits.json")
    started = time.monotonic()
    _python(environment, "manage.py", "prepare")
    _inside(environment, "fill", str(question_count), str(file))
    _say(f"{question_count:,} questions filled in {time.monotonic() - started:.0f} s")
    queries = json.loads(_inside({**environment, **DRAWN_ANEW}, "count", str(file)))
    visits = Visits.read(file)
    with running_bare_site(environment) as bare:
        with running_product({**environment, **DRAWN_ANEW}) as (product, _):
            rows = [_told(row) for row in measure_all(Servers(product, bare), visits)]
        with running_product(environment) as (product, supervisor):
            rows += [_told(row) for row in measure_kept(Servers(product, bare), visits)]
            memory = worker_memory(supervisor)
    return Result(question_count, os.cpu_count() or 0, rows, queries, memory)


def _inside(environment: Mapping[str, str], *arguments: str) -> str:
    return _python(environment, "-m", "benchmarks.inside", *arguments)


def _python(environment: Mapping[str, str], *arguments: str) -> str:
    done = subprocess.run(  # noqa: S603
        [sys.executable, *arguments], env=dict(environment), stdout=subprocess.PIPE, text=True
    )
    if done.returncode:
        raise CannotMeasure(f"{' '.join(arguments[:2])} failed, for the reason above.")
    return done.stdout


def _told(row: Measured) -> Measured:
    _say(f"{row.name}: ×{row.ratio:.1f}, {row.rate:.0f}/s, {row.errors} errors")
    return row


def _keep(result: Result) -> None:
    RESULTS.mkdir(parents=True, exist_ok=True)
    path = RESULTS / f"{result.questions}.json"
    path.write_text(json.dumps(asdict(result), indent=1))
    _say(f"\nKept as {path.relative_to(ROOT)}")


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
