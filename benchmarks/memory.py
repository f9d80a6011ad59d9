"""How much memory the web workers have for themselves (PSS: shared pages counted by share)."""

import re
from collections.abc import Iterator
from pathlib import Path

PROCESSES = Path("/proc")
WEB_SERVER = b"config.wsgi:application"
_PSS = re.compile(r"^Pss:\s+(\d+) kB", re.MULTILINE)
_SMALL_HELPER = 20


def worker_memory(supervisor: int) -> list[int]:
    """MiB of each web worker below the supervisor."""
    servers = [pid for pid in _children(supervisor) if WEB_SERVER in _command(pid)]
    sizes = [_pss(worker) for server in servers for worker in _children(server)]
    return sorted(size for size in sizes if size > _SMALL_HELPER)


def _children(pid: int) -> Iterator[int]:
    for thread in (PROCESSES / str(pid) / "task").iterdir():
        yield from map(int, (thread / "children").read_text().split())


def _command(pid: int) -> bytes:
    return (PROCESSES / str(pid) / "cmdline").read_bytes()


def _pss(pid: int) -> int:
    rollup = (PROCESSES / str(pid) / "smaps_rollup").read_text()
    return round(int(_PSS.search(rollup)[1]) / 1024)
