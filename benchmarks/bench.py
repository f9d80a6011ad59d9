"""Measures the pages of a filled installation against a bare Django view.

    python benchmarks/bench.py          N=10000 questions by default; make bench N=100000
                                        ARTICLES=20000 TEXTS=10000: so many articles, and so many
                                        different threads, which then come again and again
                                        KEEP=folder: what is filled stays there, and is measured
                                        again by the next call without being filled again

It starts a PostgreSQL of its own, the product as `make run` does and the bare site, needs wrk,
prints the table and keeps it as var/bench/N.json. The exit code is 1 if a limit is missed.
"""

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
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
# Says how much there is, once everything is there.
FILLED = "filled.json"


def main() -> None:
    signal.signal(signal.SIGTERM, lambda number, _frame: sys.exit(128 + number))
    os.chdir(ROOT)
    sizes = [os.environ.get(name, "") for name in ("N", "ARTICLES", "TEXTS")]
    try:
        with _installation() as environment:
            result = _bench([sizes[0] or "10000", *sizes[1:]], environment)
    except (CannotMeasure, NoPostgres) as problem:
        sys.exit(str(problem))
    _say(f"\n{as_table(result)}")
    _keep(result)
    problems = misses(result.rows, result.queries)
    sys.exit("\n".join(["", "Missed:", *problems]) if problems else 0)


@contextmanager
def _installation() -> Iterator[Mapping[str, str]]:
    """An empty one that passes, or the one in the folder KEEP, begun afresh if it is not filled."""
    if not os.environ.get("KEEP"):
        with running_postgres() as url, tempfile.TemporaryDirectory("-klartext-bench") as folder:
            yield product_environment(url, Path(folder))
        return
    kept = Path(os.environ["KEEP"]).resolve()
    database, product = kept / "postgres", kept / "product"
    for folder in (database, product):
        if not (product / FILLED).exists():
            shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True, exist_ok=True)
    with running_postgres(database) as url:
        yield product_environment(url, product)


def _bench(sizes: Sequence[str], environment: Mapping[str, str]) -> Result:
    folder = Path(environment["DATA_DIR"])
    file, filled = folder / "visits.json", folder / FILLED
    if not filled.exists():
        filled.write_text(json.dumps(_fill(sizes, environment, file)))
    question_count, article_count = json.loads(filled.read_text())
    queries = json.loads(_inside({**environment, **DRAWN_ANEW}, "count", str(file)))
    visits = Visits.read(file)
    with running_bare_site(environment) as bare:
        with running_product({**environment, **DRAWN_ANEW}) as (product, _):
            rows = [_told(row) for row in measure_all(Servers(product, bare), visits)]
        with running_product(environment) as (product, supervisor):
            rows += [_told(row) for row in measure_kept(Servers(product, bare), visits)]
            memory = worker_memory(supervisor)
    return Result(question_count, article_count, os.cpu_count() or 0, rows, queries, memory)


def _fill(sizes: Sequence[str], environment: Mapping[str, str], file: Path) -> tuple[int, int]:
    """How many questions and articles there are now."""
    started = time.monotonic()
    _python(environment, "manage.py", "prepare")
    article_count = json.loads(_inside(environment, "fill", str(file), *sizes))
    _say(f"{sizes[0]} questions, {article_count} articles: {time.monotonic() - started:.0f} s")
    return int(sizes[0]), article_count


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
