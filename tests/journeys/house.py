"""The real processes of `make run`, with a data folder and a port of their own."""

import errno
import os
import random
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import urllib.error
import urllib.request
from contextlib import closing
from copy import copy
from pathlib import Path

from config.place import BASE_DIR
from tests.journeys.waiting import wait_for

# Of so many that two houses which are started at once do not choose the same one.
PORTS = range(20_000, 30_000)
START_WITHIN = 120
STOP_WITHIN = 20
INHERITED = ("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "SYSTEMROOT")
# A whole day of visitors comes from one address here, and looks again at once.
SETTINGS = {"DEMO": "1", "LIMITS_FACTOR": "100", "READER_PAGE_SECONDS": "1"}


class House:
    """Klartext as `make run` starts it, and its processes by name."""

    def __init__(self, folder: Path) -> None:
        self.data_dir = folder / "var"
        self.port = _free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self._terminal = folder / "terminal.txt"
        self._process: subprocess.Popen | None = None

    def __enter__(self) -> "House":
        try:
            self.start()
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def start(self) -> None:
        kept = {name: os.environ[name] for name in INHERITED if name in os.environ}
        place = {"DATA_DIR": str(self.data_dir), "PORT": str(self.port)}
        with self._terminal.open("wb") as terminal:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "config.start", "--with-caller"],
                cwd=BASE_DIR,
                env=kept | SETTINGS | place,
                stdout=terminal,
                stderr=subprocess.STDOUT,
            )
        wait_for("Klartext is ready", self._is_ready_or_gone, within=START_WITHIN)
        assert self._process.poll() is None, self.said()

    def stop(self) -> None:
        self._process.send_signal(signal.SIGINT)
        try:
            self._process.wait(STOP_WITHIN)
        except subprocess.TimeoutExpired:
            self._process.kill()
            raise

    def said(self) -> str:
        return self._terminal.read_text()

    def by_name(self) -> "House":
        """The same house at another address: a number cannot have passkeys."""
        named = copy(self)
        named.url = self.url.replace("127.0.0.1", "localhost")
        return named

    def sql(self, statement: str, *values: object) -> list[tuple]:
        """Read or change what no page offers, such as how much time has passed."""
        with (
            closing(sqlite3.connect(self.data_dir / "db.sqlite3", timeout=20)) as database,
            database,
        ):
            return database.execute(statement, values).fetchall()

    def is_ready(self) -> bool:
        return self.status_of("/readyz") == 200

    def _is_ready_or_gone(self) -> bool:
        return self.is_ready() or self._process.poll() is not None

    def status_of(self, path: str) -> int:
        """The status with which `path` answers; 0 when nobody answers."""
        try:
            with urllib.request.urlopen(self.url + path, timeout=5) as answer:  # noqa: S310
                return answer.status
        except urllib.error.HTTPError as refusal:
            return refusal.code
        except OSError:
            return 0

    def leader(self, program: str) -> int:
        """The process id of the newest start of `program`: web, pulse, jobs or beat."""
        starts = re.findall(rf"\b{program} started \(process (\d+)\)", self.said())
        return int(starts[-1])

    def members(self, leader: int) -> set[int]:
        """The living processes of the group that `leader` leads or led."""
        listing = subprocess.check_output(["ps", "-A", "-o", "pid=,pgid=,stat="], text=True)  # noqa: S607
        rows = [line.split() for line in listing.splitlines()]
        return {int(pid) for pid, group, state in rows if int(group) == leader and state[0] != "Z"}


def _free_port() -> int:
    for port in random.sample(PORTS, 100):
        try:
            socket.create_server(("127.0.0.1", port)).close()
        except OSError as problem:
            if problem.errno != errno.EADDRINUSE:
                raise
        else:
            return port
    raise AssertionError("Of a hundred ports none is free.")
