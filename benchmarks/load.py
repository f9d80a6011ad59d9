"""Drives a server on this machine with wrk, and with nothing else of this machine's network."""

import json
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

SCRIPT = Path(__file__).with_name("rotate.lua")
_RESULT = re.compile(r"^RESULT (\{.*\})$", re.MULTILINE)


class CannotMeasure(Exception):
    """Its text is one sentence that names what is wrong."""


@dataclass(frozen=True)
class Load:
    """Milliseconds, requests and requests per second; `errors` are all but 2xx and 3xx."""

    p50: float
    p95: float
    p99: float
    count: int
    rate: float
    errors: int


def require_this_machine(base: str) -> None:
    """Raise CannotMeasure for any host but 127.0.0.1: a load test must not reach strangers."""
    if urlsplit(base).hostname != "127.0.0.1":
        raise CannotMeasure(f"Only http://127.0.0.1 may be put under load, not {base}.")


def load_pages(
    base: str,
    addresses: Sequence[str],
    *,
    clients: int,
    seconds: int,
    cookies: Sequence[str] = (),
) -> Load:
    """Ask for the addresses in turn, by so many clients at once, each without a pause."""
    require_this_machine(base)
    if shutil.which("wrk") is None:
        raise CannotMeasure("wrk is missing: install it (Debian: apt install wrk).")
    with tempfile.TemporaryDirectory(prefix="klartext-load-") as folder:
        lists = {"ADDRESSES": _listed(folder, "addresses", addresses)}
        if cookies:
            lists["COOKIES"] = _listed(folder, "cookies", cookies)
        command = ["wrk", "-t1", f"-c{clients}", f"-d{seconds}s", "--timeout", "30s"]
        ran = subprocess.run(  # noqa: S603
            [*command, "-s", str(SCRIPT), base],
            env={"PATH": os.environ["PATH"], **lists},
            capture_output=True,
            text=True,
        )
    return parse(ran.stdout) or _fail(ran)


def parse(output: str) -> Load | None:
    found = _RESULT.search(output)
    return Load(**json.loads(found[1])) if found else None


def _listed(folder: str, name: str, entries: Sequence[str]) -> str:
    path = Path(folder, name)
    path.write_text("".join(f"{entry}\n" for entry in entries))
    return str(path)


def _fail(ran: subprocess.CompletedProcess) -> Load:
    raise CannotMeasure(f"wrk gave no result: {(ran.stdout + ran.stderr).strip()[-300:]}")
