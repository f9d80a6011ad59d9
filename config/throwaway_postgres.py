"""Runs a command with DATABASE_URL set to a PostgreSQL that lives as long as the command:

python -m config.throwaway_postgres -- python -m pytest
"""

import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext, suppress
from pathlib import Path
from typing import Any

from config.guardian import Guardian

DEBIAN_FOLDER = Path("/usr/lib/postgresql")
NEEDED = ("initdb", "postgres", "pg_isready")
STARTS_WITHIN = 30.0
OWNER, PASSWORD = "klartext", "password"
SETTINGS = {
    # Nobody wants to keep this data.
    "fsync": "off",
    "full_page_writes": "off",
    "synchronous_commit": "off",
    "max_connections": "600",
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
}


class NoPostgres(Exception):
    """Its text is one sentence that names the remedy."""


def main(arguments: Sequence[str]) -> int:
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda number, _frame: sys.exit(128 + number))
    command = arguments[1:] if arguments[0] == "--" else arguments
    try:
        with running_postgres() as url:
            return _run(command, os.environ | {"DATABASE_URL": url})
    except NoPostgres as problem:
        sys.exit(str(problem))
    except KeyboardInterrupt:
        return 128 + signal.SIGINT


@contextmanager
def running_postgres(kept_in: Path | None = None) -> Iterator[str]:
    """Yield the URL of a new, empty database; its server is stopped and deleted afterwards.

    `kept_in` is a folder in which it stays, for the next call to find it as it was left.
    """
    programs = _find_programs()
    account = _unprivileged_account()
    with nullcontext(kept_in) if kept_in else _passing_folder() as folder:
        # One that is kept is shut down in order: the next start has nothing to repair.
        stopped_by = signal.SIGINT if kept_in else signal.SIGQUIT
        with _server(programs, folder, account, stopped_by) as url:
            yield url


@contextmanager
def _passing_folder() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="klartext-postgres-"))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _server(
    programs: Path, folder: Path, account: Mapping[str, Any], stopped_by: int
) -> Iterator[str]:
    password, port = _password_in(folder, account), _free_port()
    if not (folder / "data").exists():
        _make_cluster(programs, folder, account)
    options = [part for name, value in SETTINGS.items() for part in ("-c", f"{name}={value}")]
    guardian = Guardian()
    with (folder / "log").open("w") as log:
        server = subprocess.Popen(  # noqa: S603
            [programs / "postgres", "-D", folder / "data", "-p", str(port), *options],
            cwd=folder,
            stdout=log,
            stderr=log,
            start_new_session=True,
            **account,
        )
    guardian.protect([server.pid])
    try:
        _wait_until_ready(programs, server, port, folder / "log")
        yield f"postgres://{OWNER}:{password}@127.0.0.1:{port}/postgres"
    finally:
        server.send_signal(stopped_by)
        server.wait()
        guardian.dismiss()


def _find_programs() -> Path:
    """The folder with PostgreSQL's programs: the one on the PATH, else Debian's newest."""
    on_path = shutil.which("initdb")
    folders = [Path(on_path).resolve().parent] if on_path else []
    with suppress(OSError):
        folders += sorted(DEBIAN_FOLDER.glob("*/bin"), key=_version, reverse=True)
    for folder in folders:
        if all((folder / program).exists() for program in NEEDED):
            return folder
    raise NoPostgres("PostgreSQL is missing: install it (Debian: apt install postgresql).")


def _version(folder: Path) -> float:
    return float(folder.parent.name)


def _unprivileged_account() -> dict[str, Any]:
    """PostgreSQL refuses to run as root: the arguments that make a process run as another user."""
    if os.geteuid() != 0:
        return {}
    for name in ("postgres", "nobody"):
        with suppress(KeyError):
            entry = pwd.getpwnam(name)
            return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}
    raise NoPostgres("PostgreSQL does not run as root: call this as an ordinary user.")


def _password_in(folder: Path, account: Mapping[str, Any]) -> str:
    """That of the folder's cluster, or a new one for it."""
    file = folder / PASSWORD
    if not file.exists():
        file.touch(mode=0o600)
        file.write_text(secrets.token_urlsafe(16))
        if account:
            for path in (folder, file):
                os.chown(path, account["user"], account["group"])
    return file.read_text()


def _make_cluster(programs: Path, folder: Path, account: Mapping[str, Any]) -> None:
    made = subprocess.run(  # noqa: S603
        [
            str(programs / "initdb"),
            *("--pgdata", str(folder / "data"), "--no-sync"),
            *("--username", OWNER, "--pwfile", str(folder / PASSWORD), "--auth", "scram-sha-256"),
            *("--encoding", "UTF8", "--no-locale"),
        ],
        cwd=folder,
        capture_output=True,
        text=True,
        start_new_session=True,
        **account,
    )
    if made.returncode:
        raise NoPostgres(f"PostgreSQL cannot make a database: {made.stderr.strip()}")


def _wait_until_ready(programs: Path, server: subprocess.Popen, port: int, log: Path) -> None:
    ask = [str(programs / "pg_isready"), "-q", "-h", "127.0.0.1", "-p", str(port)]
    deadline = time.monotonic() + STARTS_WITHIN
    while subprocess.run(ask).returncode:  # noqa: S603
        if server.poll() is not None or time.monotonic() > deadline:
            raise NoPostgres(f"PostgreSQL did not start: {log.read_text().strip()}")
        time.sleep(0.1)


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return probe.getsockname()[1]


def _run(command: Sequence[str], environment: Mapping[str, str]) -> int:
    """Its exit code; Ctrl-C reaches the command too, which is given the time to end by itself."""
    process = subprocess.Popen(command, env=environment)  # noqa: S603
    try:
        return process.wait()
    except KeyboardInterrupt:
        return process.wait()
    finally:
        if process.poll() is None:
            process.terminate()
            process.wait()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
