"""Keeps programs running: each in a session of its own, started again when it ends, until stopped.

It knows nothing of Django and needs only the standard library, so that little can stop it.
"""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from config.guardian import Guardian, end_group

TICK = 0.2
# What has not stopped by itself after so many seconds is killed.
GRACE = 7.0
# A program that ends sooner than this is crashing, and waits longer before each new start.
STEADY_AFTER = 5.0
FIRST_PAUSE, LONGEST_PAUSE = 0.5, 4.0
MAX_LOG_SIZE = 5_000_000
STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def say(sentence: str) -> None:
    """One line on the terminal, if there still is one."""
    with suppress(OSError, ValueError):
        sys.stdout.write(f"{time.strftime('%H:%M:%S')}  {sentence}\n")
        sys.stdout.flush()


@dataclass(frozen=True)
class Program:
    name: str
    command: Sequence[str]


class _Child:
    """One program and the process that runs it now, leader of its own session and group."""

    def __init__(self, program: Program, *, log: Path, environment: Mapping[str, str]) -> None:
        self.program = program
        self.log = log
        self.process: subprocess.Popen | None = None
        self._environment = environment
        self._started_at = self._due_at = self._pause = 0.0

    @property
    def is_running(self) -> bool:
        return self.process is not None and self.process.poll() is None

    @property
    def has_ended(self) -> bool:
        return self.process is not None and self.process.poll() is not None

    @property
    def is_due(self) -> bool:
        return self.process is None and time.monotonic() >= self._due_at

    def start(self) -> int:
        """Return the process id; raises OSError where the program cannot be run."""
        self._started_at = time.monotonic()
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(  # noqa: S603
                self.program.command,
                env=dict(self._environment),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        return self.process.pid

    def postpone(self) -> float:
        """Set the next start; return in how many seconds it is."""
        crashed = time.monotonic() - self._started_at < STEADY_AFTER
        self._pause = (
            min(2 * self._pause, LONGEST_PAUSE) if crashed and self._pause else FIRST_PAUSE
        )
        self._due_at = time.monotonic() + self._pause
        return self._pause

    def bury(self) -> str:
        """End the process and what it left behind; return how it ended."""
        process, self.process = self.process, None
        if process is None:
            return "never started"
        end_group(process.pid)
        code = process.wait()
        return f"signal {-code}" if code < 0 else f"code {code}"

    def ask_to_stop(self) -> None:
        if self.process is not None:
            self.process.terminate()

    def trim_log(self) -> None:
        """Keep the last megabytes as NAME.log.old; processes write on in the emptied file."""
        with suppress(OSError):
            if self.log.stat().st_size > MAX_LOG_SIZE:
                shutil.copyfile(self.log, f"{self.log}.old")
                os.truncate(self.log, 0)


class Supervisor:
    def __init__(
        self,
        programs: Sequence[Program],
        *,
        log_dir: Path,
        environment: Mapping[str, str],
        grace: float = GRACE,
    ) -> None:
        log_dir.mkdir(parents=True, exist_ok=True)
        self._children = [
            _Child(program, log=log_dir / f"{program.name}.log", environment=environment)
            for program in programs
        ]
        self._grace = grace
        self._guardian = Guardian()
        self._stop_requests = 0

    def run(
        self,
        *,
        each_tick: Callable[[], None] = lambda: None,
        until: Callable[[], bool] = lambda: False,
    ) -> None:
        """Keep all programs running until a stop signal comes or `until`, asked often, is true."""
        for number in STOP_SIGNALS:
            signal.signal(number, self._request_stop)
        while not self._stop_requests and not until():
            self._tick()
            each_tick()
            time.sleep(TICK)
        self._stop()

    def _request_stop(self, *_: object) -> None:
        self._stop_requests += 1

    def _tick(self) -> None:
        for child in self._children:
            child.trim_log()
            if child.has_ended:
                self._announce_end(child, how=child.bury())
            if child.is_due:
                self._start(child)
        self._guardian.protect(self._groups())

    def _start(self, child: _Child) -> None:
        try:
            pid = child.start()
        except OSError as problem:
            self._announce_end(child, how=str(problem))
        else:
            self._guardian.protect(self._groups())
            say(f"{child.program.name} started (process {pid})")

    def _announce_end(self, child: _Child, *, how: str) -> None:
        pause = child.postpone()
        say(f"{child.program.name} ended ({how}, see {child.log}); again in {pause:.1f} s")

    def _groups(self) -> list[int]:
        return [child.process.pid for child in self._children if child.process]

    def _stop(self) -> None:
        """Ask all leaders to stop, wait, then end their groups; a second request cuts the wait."""
        say("Stopping …")
        for child in self._children:
            child.ask_to_stop()
        requests, deadline = self._stop_requests, time.monotonic() + self._grace
        while any(child.is_running for child in self._children):
            if self._stop_requests > requests or time.monotonic() > deadline:
                break
            time.sleep(TICK)
        for child in self._children:
            child.bury()
        self._guardian.dismiss()
        say("Stopped.")
