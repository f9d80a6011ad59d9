"""What the pages of insights cost when a great deal has happened.

    python benchmarks/insights_scale.py [--events 1000000]

EVENTS are questions and answers of thirteen months and steps of journeys, in PostgreSQL. All days
are counted once, then one day again because of a late answer; then the pages are taken by one
client, each right after the bare view, by whose p50 theirs is divided. The exit code is 1 if a
page costs more than ten times as much.
"""

import argparse
import json
import os
import statistics
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.load import CannotMeasure, load_pages
from benchmarks.serving import (
    product_environment,
    running_bare_site,
    running_web,
    said_by_python,
)
from config.throwaway_postgres import NoPostgres, running_postgres

ROOT = Path(__file__).resolve().parent.parent
MOST_TIMES, ROUNDS, SECONDS = 10, 3, 2
BARE_PAGES = [f"/p/{number}/" for number in range(1, 101)]
PAGES = ("/en/insights/", "/en/insights/report/", "/en/insights/months/first-answer/")


def main() -> None:
    os.chdir(ROOT)
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--events", type=int, default=1_000_000)
    options = parser.parse_args()
    try:
        with (
            running_postgres() as url,
            tempfile.TemporaryDirectory("-klartext-insights") as folder,
        ):
            environment = product_environment(url, Path(folder)) | {"LOG_LEVEL": "ERROR"}
            cookie = _fill(environment, options.events)
            worst = max(_measure(environment, page, cookie) for page in PAGES)
    except (CannotMeasure, NoPostgres) as problem:
        sys.exit(str(problem))
    sys.exit(worst > MOST_TIMES)


def _fill(environment: Mapping[str, str], events: int) -> str:
    """The cookie of an analyst, when all is counted."""
    said_by_python(environment, "manage.py", "prepare")
    told = said_by_python(environment, "-m", "benchmarks.insights_inside", str(events))
    facts = json.loads(told.splitlines()[-1])
    for name, seconds in facts["seconds"].items():
        sys.stdout.write(f"{name}: {seconds:.1f} s\n")
    return facts["cookie"]


def _measure(environment: Mapping[str, str], page: str, cookie: str) -> float:
    """How many times the bare view's p50 this page takes, in the median of some rounds."""
    with running_web(environment) as product, running_bare_site(environment) as bare:
        taken = {"cookies": [cookie], "clients": 1, "seconds": SECONDS}
        load_pages(product, [page], **taken)
        ratios, times, errors = [], [], 0
        for _round in range(ROUNDS):
            unit = load_pages(bare, BARE_PAGES, clients=1, seconds=1)
            load = load_pages(product, [page], **taken)
            ratios.append(load.p50 / unit.p50)
            times.append(load.p50)
            errors += load.errors
    if errors:
        raise CannotMeasure(f"{page}: {errors} errors")
    ratio = statistics.median(ratios)
    sys.stdout.write(f"{page}: p50 {statistics.median(times):.1f} ms, × {ratio:.1f}\n")
    return ratio


if __name__ == "__main__":
    main()
