"""Speed of the search with a million documents: building, finding, and taking in what is posted.

    python benchmarks/search_scale.py [--documents 1000000] [--seconds 60] [--keep FOLDER]

Each document has a title, 150 words and an accepted answer of 150 (`scale_texts.py`). The index is
built by the product's own rebuild, out of texts that were made before and lie in files; what their
reading takes is shown apart. It is asked in this process, and then the product is started with it,
20 answers a second are posted, and accepted ones are searched for. With --keep FOLDER texts and an
index that are there are used again. The exit code is 1 if a limit is missed.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import nullcontext
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.load import CannotMeasure
from benchmarks.scale_texts import ScaleTexts, read_texts, write_texts
from benchmarks.serving import product_environment, running_product
from knowledge.search.circles import CircledEngine
from knowledge.search.engine import Document, IndexUnavailable, Query
from knowledge.search.hits import Result

ROOT = Path(__file__).resolve().parent.parent
ASKED = 200
# p95 in milliseconds of each kind of query; gigabytes, minutes, and seconds until it is found.
LIMITS = {"rare": 15.0, "common": 15.0, "three words": 15.0, "suggestion": 10.0}
MOST_GIGABYTES, MOST_MINUTES, MOST_SECONDS = 2.0, 15.0, 3.0

Row = tuple[str, float, float | None]


def main() -> None:
    os.chdir(ROOT)
    options = _options()
    place = nullcontext(options.keep) if options.keep else tempfile.TemporaryDirectory("-scale")
    with place as name:
        folder = Path(name).absolute()
        folder.mkdir(exist_ok=True)
        rows = _said(_build(folder, options.documents)) + _said(_ask(folder))
        if options.seconds:
            rows += _said(_let_them_post(folder, options.seconds))
    missed = [name for name, value, limit in rows if limit is not None and value > limit]
    sys.exit("\n".join(["", *(f"Missed: {name}" for name in missed)]) if missed else 0)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--documents", type=int, default=1_000_000)
    parser.add_argument("--seconds", type=int, default=60, help="of posting; 0 for none")
    parser.add_argument("--keep", type=Path, metavar="FOLDER")
    return parser.parse_args()


def _said(rows: list[Row]) -> list[Row]:
    for name, value, limit in rows:
        _say(f"{name:<44} {value:>9.2f}{'' if limit is None else f'   limit {limit:g}'}")
    return rows


class Stopwatch:
    """Hands on what comes, and knows how long it took to come."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def timed(self, documents: Iterator[Document]) -> Iterator[Document]:
        while True:
            started = time.perf_counter()
            document = next(documents, None)
            self.seconds += time.perf_counter() - started
            if document is None:
                return
            yield document


def _build(folder: Path, count: int) -> list[Row]:
    engine, texts, rows = _engine(folder), folder / "texts", []
    if not _holds(engine, count):
        write_texts(count, texts)
        rows = _rebuild(engine, read_texts(texts))
    size = sum(file.stat().st_size for file in (folder / "search").rglob("*") if file.is_file())
    return [*rows, ("index, gigabytes", size / 1e9, MOST_GIGABYTES)]


def _holds(engine: CircledEngine, count: int) -> bool:
    try:
        return engine.count() >= count
    except IndexUnavailable:
        return False


def _rebuild(engine: CircledEngine, documents: Iterator[Document]) -> list[Row]:
    watch, started, processor = Stopwatch(), time.perf_counter(), _processor_seconds()
    engine.rebuild(watch.timed(documents), fetch=lambda keys: [])
    minutes = (time.perf_counter() - started) / 60
    return [
        ("rebuild, minutes", minutes, MOST_MINUTES),
        ("  of which reading the texts", watch.seconds / 60, None),
        ("  processor time of all processes", (_processor_seconds() - processor) / 60, None),
        ("  most memory of this process, MB", _most_memory(resource.RUSAGE_SELF), None),
        ("  and of each that analyses, MB", _most_memory(resource.RUSAGE_CHILDREN), None),
    ]


def _ask(folder: Path) -> list[Row]:
    engine, texts = _engine(folder), ScaleTexts()
    rows: list[Row] = []
    for name, asked, ask in _questions(engine, texts):
        wall, processor = _durations(ask, asked)
        rows.append((f"{name}, p95 ms", wall, LIMITS.get(name)))
        rows.append(("  processor time", processor, None))
    return rows


def _questions(
    engine: CircledEngine, texts: ScaleTexts
) -> Iterator[tuple[str, list[str], Callable[[str], Result]]]:
    def search(text: str) -> Result:
        return engine.search(Query(text=text, language="de"))

    def only_solved(text: str) -> Result:
        return engine.search(Query(text=text, language="de", states=("solved",)))

    yield "rare", texts.rare(ASKED), search
    yield "common", texts.common(ASKED), search
    yield "three words", texts.three_words(ASKED), search
    yield "three words, only solved", texts.three_words(ASKED), only_solved
    yield "suggestion", texts.typed(ASKED), lambda text: engine.suggest(text, language="de")


def _durations(ask: Callable[[str], Result], texts: Sequence[str]) -> tuple[float, float]:
    """The p95 in milliseconds by the clock and of processor time, each text once and warm."""
    wall, processor = [], []
    for round_number in range(2):
        for text in texts:
            started, used = time.perf_counter(), time.process_time()
            ask(text)
            if round_number:
                wall.append(1000 * (time.perf_counter() - started))
                processor.append(1000 * (time.process_time() - used))
    return _p95(wall), _p95(processor)


def _let_them_post(folder: Path, seconds: int) -> list[Row]:
    environment = product_environment(f"sqlite:///{folder / 'db.sqlite3'}", folder)
    environment["WEB_WORKERS"] = "1"
    _python(environment, "manage.py", "prepare")
    with running_product(environment):
        said = _python(environment, "-m", "benchmarks.scale_inside", str(seconds))
    found = json.loads(said)
    waits = sorted(found["waits"])
    return [
        ("posts a second", found["posts"] / found["seconds"], None),
        ("accepted answers searched for", len(waits), None),
        ("found after, p50 s", waits[len(waits) // 2], None),
        ("found after, at most s", waits[-1], MOST_SECONDS),
    ]


def _python(environment: dict[str, str], *arguments: str) -> str:
    done = subprocess.run(  # noqa: S603
        [sys.executable, *arguments], env=environment, stdout=subprocess.PIPE, text=True
    )
    if done.returncode:
        raise CannotMeasure(f"{' '.join(arguments[:2])} failed, for the reason above.")
    return done.stdout


def _engine(folder: Path) -> CircledEngine:
    return CircledEngine(folder / "search")


def _processor_seconds() -> float:
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in used)


def _most_memory(who: int) -> float:
    return resource.getrusage(who).ru_maxrss / 1000


def _p95(durations: Sequence[float]) -> float:
    return sorted(durations)[int(len(durations) * 0.95)]


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
