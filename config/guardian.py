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
from typing import IO, cast


def end_group(group: int) -> None:
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(group, signal.SIGKILL)


class Guardian:
    """The keeper's side: one process at the other end of a pipe, started again when it ends."""

    def __init__(self) -> None:
        self._told: set[int] = set()
        self._start()

    def protect(self, groups: Iterable[int]) -> None:
        """Make `groups` the ones that are ended when this process ends unexpectedly."""
        if self._process.poll() is not None:
            with suppress(OSError):
                self._start()
        if set(groups) != self._told:
            self._tell(set(groups))

    def dismiss(self) -> None:
        self.protect([])
        with suppress(BrokenPipeError):
            self._pipe.close()
        self._process.wait()

    def _tell(self, groups: set[int]) -> None:
        # One that has just been killed is replaced, and told, by the next call.
        with suppress(BrokenPipeError):
            self._pipe.write(f"{' '.join(map(str, groups))}\n".encode())
            self._told = groups

    def _start(self) -> None:
        self._process = subprocess.Popen(  # noqa: S603
            [sys.executable, "-I", "-S", __file__],
            stdin=subprocess.PIPE,
            bufsize=0,
            start_new_session=True,
        )
        self._pipe = cast("IO[bytes]", self._process.stdin)
        self._told = set()


def _guard() -> None:
    groups: list[str] = []
    for line in sys.stdin:
        groups = line.split()
    for group in groups:
        end_group(int(group))


if __name__ == "__main__":
    _guard()
