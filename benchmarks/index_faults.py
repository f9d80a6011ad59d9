"""Does the search go on, and tell nothing it should not, whatever happens to its index?

    python benchmarks/index_faults.py [--kills 50]

In an empty installation questions are asked, answered, accepted, hidden and restored, and read by
a visitor, while the processes that write the index are killed with -9 so many times. Then its
folder is deleted, damaged in five ways, exchanged for one of another version, and the disk gets
full (files of the process that writes can grow no more). After each the index must hold, term by
term, what a fresh build holds, and a hidden question may never have been found. The exit code is 1
if that is not so.
"""

import argparse
import json
import os
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.load import CannotMeasure
from benchmarks.serving import product_environment, said_by_python

ROOT = Path(__file__).resolve().parent.parent


def main() -> None:
    os.chdir(ROOT)
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--kills", type=int, default=50)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory("-klartext-index") as name:
        folder = Path(name)
        environment = product_environment(f"sqlite:///{folder / 'db.sqlite3'}", folder)
        try:
            said_by_python(environment, "manage.py", "migrate", "-v", "0")
            started = time.monotonic()
            inside = ("-m", "benchmarks.index_inside", str(options.kills))
            found = json.loads(said_by_python(environment, *inside))
        except CannotMeasure as problem:
            sys.exit(str(problem))
    _say(f"{time.monotonic() - started:.0f} s, {options.kills} writers killed")
    _say(f"{found['readings']:,} times read, {found['without index']} times without an index")
    _say(f"{found['documents']:,} documents at the end")
    sys.exit("\n".join(["", "Broken:", *found["problems"]]) if found["problems"] else 0)


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")


if __name__ == "__main__":
    main()
