"""Does the ledger say what is true?

    python benchmarks/simulated_month.py [--visitors 10000] [--seed 1] [--postgres]

VISITORS of whom everything is known (who was helped, who sent his form, who came back, who called,
who is a program, who works here) use the product by HTTP for a month. Then each level must say the
truth, or keep the bound that docs/adr/0035 names, and counting from the beginning must give the
same cases and figures. The exit code is 1 if that is not so.
"""

import argparse
import json
import os
import signal
import sys
import tempfile
import time
from collections.abc import Mapping
from contextlib import nullcontext
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.load import CannotMeasure
from benchmarks.serving import product_environment, running_web, said_by_python
from config.throwaway_postgres import NoPostgres, running_postgres

ROOT = Path(__file__).resolve().parent.parent


def main() -> None:
    signal.signal(signal.SIGTERM, lambda number, _frame: sys.exit(128 + number))
    os.chdir(ROOT)
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--visitors", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--postgres", action="store_true")
    options = parser.parse_args()
    database = running_postgres() if options.postgres else nullcontext("")
    try:
        with database as url, tempfile.TemporaryDirectory("-klartext-month") as folder:
            told = _run(options, url, Path(folder))
    except (CannotMeasure, NoPostgres) as problem:
        sys.exit(str(problem))
    _report(told)
    sys.exit("\n".join(["", "Broken:", *told["problems"][:20]]) if told["problems"] else 0)


def _run(options: argparse.Namespace, database_url: str, folder: Path) -> dict[str, Any]:
    url = database_url or f"sqlite:///{folder / 'db.sqlite3'}"
    environment = product_environment(url, folder)
    environment |= {"CONTACT_EMAIL": "help@example.org", "LOG_LEVEL": "ERROR"}
    said_by_python(environment, "manage.py", "prepare")
    started = time.monotonic()
    with running_web(environment) as address:
        arguments = (address, str(options.visitors), str(options.seed))
        told = json.loads(
            said_by_python(environment, "-m", "benchmarks.month_inside", *arguments).splitlines()[
                -1
            ]
        )
    _say(f"{options.visitors:,} visitors in {time.monotonic() - started:.0f} s")
    return told


def _report(told: Mapping[str, Any]) -> None:
    for kind, count in told["kinds"].items():
        _say(f"{count:>7,}  {kind}")
    _say("")
    for name, value in told["exact"].items():
        _say(f"{name:<16} {told['figures'].get(name, 0):>7,}   true {value:>7,}")
    low, high = told["helped"] - told["blamed"], told["helped"] + told["unseen"]
    _say(f"{'confirmed':<16} within {low:,} and {high:,}: {told['helped']:,} were helped")


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
