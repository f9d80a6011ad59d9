"""Starts what is measured: the product as `make run` starts it, and the bare site beside it."""

import http.client
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from benchmarks.load import CannotMeasure
from config.guardian import Guardian, end_group

PORTS = range(9300, 9400)
WORKERS, THREADS = 4, 4
STARTS_WITHIN, STOPS_WITHIN = 60.0, 15.0
# Nothing of the shell that could change what is measured.
KEPT_VARIABLES = ("PATH", "HOME", "TMPDIR", "LANG")


def product_environment(database_url: str, folder: Path) -> dict[str, str]:
    kept = {name: os.environ[name] for name in KEPT_VARIABLES if name in os.environ}
    return kept | {
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "DATABASE_URL": database_url,
        "DATA_DIR": str(folder),
        "SECRET_KEY": _secret_in(folder),
        "DEMO": "0",
        # Curators are signed in by a cookie alone.
        "REQUIRE_SECOND_FACTOR": "0",
        "LIMITS_FACTOR": "1000000",
        "WEB_WORKERS": str(WORKERS),
        "WEB_THREADS": str(THREADS),
        "BIND": "127.0.0.1",
    }


def _secret_in(folder: Path) -> str:
    """The same at every call: whoever is signed in stays it."""
    file = folder / "secret_key"
    if not file.exists():
        file.write_text(secrets.token_urlsafe(64))
    return file.read_text()


@contextmanager
def running_product(environment: Mapping[str, str]) -> Iterator[tuple[str, int]]:
    """Yield the address and the supervisor's process id: web, pulse, jobs and beat run."""
    port = free_port()
    command = [sys.executable, "-m", "config.start", "--with-caller"]
    log = Path(environment["DATA_DIR"], "start.log")
    with _process(command, {**environment, "PORT": str(port)}, log) as process:
        yield _address(process, port, "/healthz", log), process.pid


@contextmanager
def running_web(environment: Mapping[str, str]) -> Iterator[str]:
    """Yield its address: the product's pages without its workers."""
    port = free_port()
    command = [
        *[sys.executable, "-m", "granian", "--interface", "wsgi"],
        *["--host", "127.0.0.1", "--port", str(port), "--workers", str(WORKERS)],
        *["--blocking-threads", str(THREADS), "config.wsgi:application"],
    ]
    log = Path(environment["DATA_DIR"], "web.log")
    with _process(command, {**environment, "PORT": str(port)}, log) as process:
        yield _address(process, port, "/healthz", log)


@contextmanager
def running_bare_site(environment: Mapping[str, str]) -> Iterator[str]:
    """Yield its address; server and number of workers are the product's own."""
    port = free_port()
    command = [
        *[sys.executable, "-m", "granian", "--interface", "wsgi"],
        *["--host", "127.0.0.1", "--port", str(port), "--workers", str(WORKERS)],
        *["--blocking-threads", str(THREADS), "benchmarks.bare_site:application"],
    ]
    log = Path(environment["DATA_DIR"], "bare.log")
    with _process(command, {**environment, "DJANGO_SETTINGS_MODULE": ""}, log) as process:
        yield _address(process, port, "/p/1/", log)


def free_port() -> int:
    for port in PORTS:
        with suppress(OSError), socket.create_server(("127.0.0.1", port)):
            return port
    raise CannotMeasure(f"No port from {PORTS[0]} to {PORTS[-1]} is free.")


@contextmanager
def _process(
    command: Sequence[str], environment: Mapping[str, str], log: Path
) -> Iterator[subprocess.Popen]:
    guardian = Guardian()
    with log.open("w") as output:
        process = subprocess.Popen(  # noqa: S603
            command,
            env=dict(environment),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            start_new_session=True,
        )
    guardian.protect([process.pid])
    try:
        yield process
    finally:
        process.send_signal(signal.SIGTERM)
        with suppress(subprocess.TimeoutExpired):
            process.wait(STOPS_WITHIN)
        end_group(process.pid)
        process.wait()
        guardian.dismiss()


def _address(process: subprocess.Popen, port: int, path: str, log: Path) -> str:
    """Wait until the server answers there."""
    deadline = time.monotonic() + STARTS_WITHIN
    while not _answers(port, path):
        if process.poll() is not None or time.monotonic() > deadline:
            raise CannotMeasure(f"A server did not start: {log.read_text()[-500:].strip()}")
        time.sleep(0.2)
    return f"http://127.0.0.1:{port}"


def _answers(port: int, path: str) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", path)
        return connection.getresponse().status == http.client.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def said_by_python(environment: Mapping[str, str], *arguments: str) -> str:
    """What a program of the product writes; raises CannotMeasure where it fails."""
    done = subprocess.run(  # noqa: S603
        [sys.executable, *arguments],
        env=dict(environment),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise CannotMeasure(f"{' '.join(arguments)}: {done.stderr[-2000:]}")
    return done.stdout
