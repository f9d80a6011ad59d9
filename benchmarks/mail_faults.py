"""Does everybody get each mail once, however much fails?

    python benchmarks/mail_faults.py [--events 500] [--people 200] [--told 20] [--postgres]

The product runs as `make run` starts it; its workers are killed with -9 every few seconds while
answers are posted to questions that TOLD of the PEOPLE follow, and a mail server on 127.0.0.1 fails
at random. Some people unsubscribe in the middle. At the end each mail must have arrived exactly
once, or say in the table of mails why not. The exit code is 1 if that is not so.
"""

import argparse
import json
import os
import random
import re
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, nullcontext, suppress
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.load import CannotMeasure
from benchmarks.mail_ledger import Ledger, Owed, compare
from benchmarks.mail_server import FailingServer
from benchmarks.serving import product_environment, running_product
from config.throwaway_postgres import NoPostgres, running_postgres

ROOT = Path(__file__).resolve().parent.parent
WORKERS = ("pulse", "pulse", "jobs", "beat")
KILLED_EVERY = (4.0, 12.0)
STOPPING = 10
MISSING = frozenset({"reader0@example.org", "reader1@example.org"})
# Longer than any lease, and than most pauses between two tries.
DONE_WITHIN = 3600.0


def main() -> None:
    signal.signal(signal.SIGTERM, lambda number, _frame: sys.exit(128 + number))
    os.chdir(ROOT)
    options = _options()
    database = running_postgres() if options.postgres else nullcontext("")
    try:
        with database as url, tempfile.TemporaryDirectory("-klartext-mail") as folder:
            problems = _run(options, url, Path(folder))
    except (CannotMeasure, NoPostgres) as problem:
        sys.exit(str(problem))
    sys.exit("\n".join(["", "Broken:", *problems[:20]]) if problems else 0)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--events", type=int, default=500)
    parser.add_argument("--people", type=int, default=200)
    parser.add_argument("--told", type=int, default=20, help="how many hear of each event")
    parser.add_argument("--postgres", action="store_true")
    return parser.parse_args()


def _run(options: argparse.Namespace, database_url: str, folder: Path) -> list[str]:
    with FailingServer(missing=MISSING).running() as server:
        environment = _environment(database_url, folder, server.port)
        _python(environment, "manage.py", "prepare")
        _inside(environment, "fill", options.people, options.told)
        started = time.monotonic()
        with running_product(environment) as (address, _supervisor):
            killer = Killer(Path(environment["DATA_DIR"], "start.log"))
            stopped = _let_it_rain(environment, options, killer, address)
            _wait_until_done(environment, killer)
        _say(f"{time.monotonic() - started:.0f} s, {killer.kills} workers killed")
        found = _inside(environment, "owed")
    ledger = compare([Owed(*row) for row in found["mails"]], server.accepted, stopped=stopped)
    _report(server, ledger, found)
    return [*ledger.problems, *_other_problems(options, found, stopped), *killer.orphans()]


def _let_it_rain(
    environment: Mapping[str, str], options: argparse.Namespace, killer: "Killer", address: str
) -> dict[str, float]:
    """Post the answers while workers die; in the middle some people unsubscribe. When they did."""
    links = _inside(environment, "links", STOPPING)
    stopped: dict[str, float] = {}
    with _posting(environment, options.events) as writer:
        began = time.monotonic()
        while writer.poll() is None:
            killer.strike()
            if not stopped and time.monotonic() - began > 20:
                stopped = {who: _unsubscribe(address, link) for who, link in links.items()}
        if writer.returncode:
            raise CannotMeasure("Posting answers failed, for the reason above.")
    return stopped


def _unsubscribe(address: str, link: str) -> float:
    path = "/unsubscribe/" + link.partition("/unsubscribe/")[2]
    body = b"List-Unsubscribe=One-Click"
    with urllib.request.urlopen(address + path, data=body, timeout=20) as answer:  # noqa: S310
        if answer.status != 200:
            raise CannotMeasure(f"Unsubscribing was answered with {answer.status}.")
    return time.time()


def _wait_until_done(environment: Mapping[str, str], killer: "Killer") -> None:
    """Workers go on dying until most is done, then they are left to finish."""
    ends = time.monotonic() + DONE_WITHIN
    most = 0
    while time.monotonic() < ends:
        still = _inside(environment, "open")
        most = max(most, still["mails"])
        if not still["mails"] and not still["deliveries"]:
            return
        _say(f"still owed: {still['mails']} mails, {still['deliveries']} deliveries")
        if still["mails"] > most / 10 or still["deliveries"]:
            killer.strike()
        else:
            time.sleep(10)


class Killer:
    """Kills one of the workers with -9 every few seconds, as the supervisor's log names them."""

    def __init__(self, log: Path) -> None:
        self.kills = 0
        self._log = log
        self._chance = random.Random(2)  # noqa: S311

    def strike(self) -> None:
        time.sleep(self._chance.uniform(*KILLED_EVERY))
        worker = self._chance.choice(WORKERS)
        with suppress(ProcessLookupError):
            os.kill(self._started(worker)[-1], signal.SIGKILL)
            self.kills += 1

    def orphans(self) -> list[str]:
        """What is left of all process groups that were ever started."""
        groups = {pid for worker in {*WORKERS, "web"} for pid in self._groups[worker]}
        listing = subprocess.check_output(["ps", "-A", "-o", "pid=,pgid=,stat="], text=True)  # noqa: S607
        rows = [line.split() for line in listing.splitlines()]
        left = [pid for pid, group, state in rows if int(group) in groups and state[0] != "Z"]
        return [f"process {pid} is left over" for pid in left]

    def _started(self, worker: str) -> list[int]:
        found = re.findall(rf"\b{worker} started \(process (\d+)\)", self._log.read_text())
        return [int(pid) for pid in found]

    @property
    def _groups(self) -> dict[str, list[int]]:
        return {worker: self._started(worker) for worker in {*WORKERS, "web"}}


def _other_problems(
    options: argparse.Namespace, found: dict, stopped: Mapping[str, float]
) -> list[str]:
    told = {tuple(row) for row in found["notices"]}
    expected = options.events * min(options.told, options.people)
    problems = list(found["differences"])
    if len(told) != expected or len(found["notices"]) != expected:
        problems.append(f"{len(told)} people and events were told instead of {expected}")
    if found["dead"]:
        problems.append(f"{found['dead']} deliveries were given up")
    owed = {row[0] for row in found["mails"]}
    if not stopped or not owed:
        problems.append("nothing happened")
    return problems


def _report(server: FailingServer, ledger: Ledger, found: dict) -> None:
    _say(f"told: {len(found['notices']):,}; mails owed: {len(found['mails']):,}")
    _say(f"arrived: {ledger.once:,} different mails")
    _say(f"arrived again under the same Message-ID: {ledger.repeats:,}")
    _say(f"  of which their sender was killed before its tick: {ledger.repeats_after_kills:,}")
    _say(f"latest mail after unsubscribing: {ledger.latest_after_stop:.1f} s")
    for why, count in ledger.visible.most_common():
        _say(f"visible in the table of mails: {count:,} × {why}")
    for fault, count in server.failed.items():
        _say(f"the mail server did: {count:,} × {fault}")


def _environment(database_url: str, folder: Path, port: int) -> dict[str, str]:
    environment = product_environment(database_url or f"sqlite:///{folder / 'db.sqlite3'}", folder)
    return environment | {
        "EMAIL_HOST": "127.0.0.1",
        "EMAIL_PORT": str(port),
        "EMAIL_USE_TLS": "0",
        "MAIL_RETRY_SECONDS": "1",
        "WEB_WORKERS": "1",
    }


@contextmanager
def _posting(environment: Mapping[str, str], events: int) -> Iterator[subprocess.Popen]:
    command = [sys.executable, "-m", "benchmarks.mail_inside", "post", str(events)]
    with subprocess.Popen(command, env=dict(environment)) as process:  # noqa: S603
        try:
            yield process
        finally:
            process.terminate()


def _inside(environment: Mapping[str, str], *arguments: object) -> dict:
    said = _python(environment, "-m", "benchmarks.mail_inside", *map(str, arguments))
    return json.loads(said or "{}")


def _python(environment: Mapping[str, str], *arguments: str) -> str:
    done = subprocess.run(  # noqa: S603
        [sys.executable, *arguments], env=dict(environment), stdout=subprocess.PIPE, text=True
    )
    if done.returncode:
        raise CannotMeasure(f"{' '.join(arguments[:3])} failed, for the reason above.")
    return done.stdout


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
