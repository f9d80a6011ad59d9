"""The supervisor with real processes: sleepers, crashers and stubborn ones (F-05, F-06, F-09)."""

import json
import os
import select
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from config.supervisor import MAX_LOG_SIZE

pytestmark = pytest.mark.skipif(
    not hasattr(os, "pidfd_open"), reason="watches processes by pidfd, which only Linux has"
)

SCRIPT = """
import json, os, sys
from pathlib import Path
from config.supervisor import Program, Supervisor
programs = [Program(name, command) for name, command in json.loads(sys.argv[1]).items()]
Supervisor(programs, log_dir=Path(sys.argv[2]), environment=os.environ, grace=0.5).run()
"""
SLEEPER = ["sleep", "600"]
STUBBORN = ["sh", "-c", "trap '' TERM; while :; do sleep 600; done"]


class Supervised:
    """A supervisor in a process of its own, and what it says."""

    def __init__(self, programs: dict[str, list[str]], log_dir: Path) -> None:
        self.process = subprocess.Popen(  # noqa: S603
            [sys.executable, "-c", SCRIPT, json.dumps(programs), str(log_dir)],
            stdout=subprocess.PIPE,
            bufsize=0,
        )

    def next_line(self, word: str) -> str:
        """The next line with `word` in it, or a failure after twenty seconds."""
        while select.select([self.process.stdout], [], [], 20)[0]:
            line = self.process.stdout.readline().decode()
            if word in line or not line:
                return line
        raise AssertionError(f"The supervisor said nothing of “{word}”.")

    def started(self, name: str) -> int:
        """The process id of the next start of program `name`."""
        line = self.next_line(f"{name} started")
        return int(line.split("process ")[1].rstrip(")\n"))

    def guardian(self) -> int:
        pid = self.process.pid
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        commands = {child: Path(f"/proc/{child}/cmdline").read_text() for child in children}
        return next(int(child) for child, command in commands.items() if "guardian.py" in command)

    def stop(self, number: int = signal.SIGTERM) -> int:
        self.process.send_signal(number)
        return self.process.wait(timeout=60)


def ends(pid: int, *, within: float = 60) -> bool:
    try:
        descriptor = os.pidfd_open(pid)
    except ProcessLookupError:
        return True
    try:
        return bool(select.select([descriptor], [], [], within)[0])
    finally:
        os.close(descriptor)


@pytest.fixture
def supervise(tmp_path: Path) -> Iterator[Callable[..., Supervised]]:
    started: list[Supervised] = []

    def start(**programs: list[str]) -> Supervised:
        started.append(Supervised(programs, tmp_path))
        return started[-1]

    yield start
    for each in started:
        if each.process.poll() is None:
            each.stop()
        each.process.stdout.close()


def test_killed_program_is_started_again(supervise):
    supervised = supervise(web=SLEEPER)
    first = supervised.started("web")

    os.kill(first, signal.SIGKILL)

    assert supervised.started("web") != first


def test_what_a_killed_program_left_behind_is_ended_before_the_new_start(supervise, tmp_path):
    os.mkfifo(tmp_path / "told")
    supervised = supervise(jobs=["sh", "-c", f"sleep 600 & echo $! > {tmp_path}/told; wait"])
    leader = supervised.started("jobs")
    left_behind = int((tmp_path / "told").read_text())

    os.kill(leader, signal.SIGKILL)
    supervised.next_line("jobs ended")

    assert ends(left_behind)


def test_crashing_program_waits_longer_each_time(supervise):
    supervised = supervise(beat=["sh", "-c", "exit 3"])

    pauses = [supervised.next_line("beat ended").split("again in ")[1] for _ in range(3)]

    assert pauses == ["0.5 s\n", "1.0 s\n", "2.0 s\n"]


def test_missing_program_does_not_stop_the_others(supervise):
    supervised = supervise(beat=["/nowhere/beat"], web=SLEEPER)

    assert "No such file" in supervised.next_line("beat ended")
    assert supervised.started("web")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_signal_stops_all_even_the_stubborn(supervise, number):
    supervised = supervise(web=SLEEPER, pulse=STUBBORN)
    pids = [supervised.started("web"), supervised.started("pulse")]

    code = supervised.stop(number)

    assert code == 0
    assert all(ends(pid, within=0) for pid in pids)


def test_killed_supervisor_leaves_no_orphan(supervise):
    supervised = supervise(web=SLEEPER, pulse=STUBBORN)
    pids = [supervised.started("web"), supervised.started("pulse")]

    supervised.stop(signal.SIGKILL)

    assert all(ends(pid) for pid in pids)


def test_killed_guardian_is_replaced_and_the_new_one_guards(supervise):
    supervised = supervise(web=SLEEPER, beat=["sh", "-c", "exit 3"])
    web = supervised.started("web")
    first = supervised.guardian()

    os.kill(first, signal.SIGKILL)
    supervised.next_line("beat ended")
    supervised.next_line("beat ended")
    second = supervised.guardian()
    supervised.stop(signal.SIGKILL)

    assert second != first
    assert ends(web)


def test_output_goes_to_a_log_that_is_kept_short(supervise, tmp_path):
    log = tmp_path / "web.log"
    log.touch()
    os.truncate(log, MAX_LOG_SIZE + 1)

    supervise(web=["echo", "hello"]).next_line("web ended")

    assert log.read_text() == "hello\n"
    assert (tmp_path / "web.log.old").stat().st_size > MAX_LOG_SIZE
