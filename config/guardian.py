"""Ends process groups whose keeper was killed, so that no orphan stays.

The keeper writes the ids of its living groups as one line whenever they change. However it ends,
the pipe closes; what the last line named is ended then. It runs as a file, without Django.
"""

import os
import signal
import subprocess
import sys
from collections.abc import Iterable
from contextlib import suppress


def end_group(group: int) -> None:
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(group, signal.SIGKILL)


class Guardian:
    """The keeper's side: one process at the other end of a pipe, started again when it ends."""

    def __init__(self) -> None:
        self._told: set[int] = set()
        self._process = self._start()

    @property
    def pid(self) -> int:
        return self._process.pid

    def protect(self, groups: Iterable[int]) -> None:
        """Make `groups` the ones that are ended when this process ends unexpectedly."""
        if self._process.poll() is not None:
            self._process = self._start()
            self._told = set()
        if set(groups) != self._told:
            self._tell(set(groups))

    def dismiss(self) -> None:
        self.protect([])
        with suppress(BrokenPipeError):
            self._process.stdin.close()
        self._process.wait()

    def _tell(self, groups: set[int]) -> None:
        # A guardian that has just been killed is replaced, and told, by the next call.
        with suppress(BrokenPipeError):
            self._process.stdin.write(f"{' '.join(map(str, groups))}\n".encode())
            self._told = groups

    @staticmethod
    def _start() -> subprocess.Popen:
        return subprocess.Popen(  # noqa: S603
            [sys.executable, "-I", "-S", __file__],
            stdin=subprocess.PIPE,
            bufsize=0,
            start_new_session=True,
        )


def _guard() -> None:
    groups: list[str] = []
    for line in sys.stdin:
        groups = line.split()
    for group in groups:
        end_group(int(group))


if __name__ == "__main__":
    _guard()
