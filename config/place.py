"""Where an installation listens and keeps its state; refuses at once what cannot work."""

import errno
import fcntl
import ipaddress
import secrets
import socket
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

BASE_DIR = Path(__file__).resolve().parent.parent


class CannotStart(Exception):
    """Its text is one sentence that names the remedy."""


@dataclass(frozen=True)
class Place:
    bind: str
    port: int
    data_dir: Path

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> "Place":
        """Read BIND, PORT and DATA_DIR."""
        port = environment.get("PORT") or "8000"
        if not (port.isascii() and port.isdigit() and 0 < int(port) < 65536):
            raise CannotStart(f"Set PORT to a number from 1 to 65535, not to “{port}”.")
        data_dir = Path(environment.get("DATA_DIR") or BASE_DIR / "var").absolute()
        return cls(environment.get("BIND") or "127.0.0.1", int(port), data_dir)

    @property
    def url(self) -> str:
        return f"http://{f'[{self.bind}]' if ':' in self.bind else self.bind}:{self.port}"

    @property
    def is_loopback(self) -> bool:
        try:
            return ipaddress.ip_address(self.bind).is_loopback
        except ValueError:
            return self.bind == "localhost"

    def refuse_taken_port(self) -> None:
        family = socket.AF_INET6 if ":" in self.bind else socket.AF_INET
        try:
            socket.create_server((self.bind, self.port), family=family).close()
        except OSError as problem:
            raise CannotStart(self._remedy(problem)) from None

    def _remedy(self, problem: OSError) -> str:
        other = f"make run PORT={self.port + 1 if 1024 <= self.port < 65535 else 8000}"
        if problem.errno == errno.EADDRINUSE:
            return f"Port {self.port} is taken: stop what uses it, or choose another: {other}"
        if problem.errno == errno.EACCES:
            return f"Port {self.port} is not for ordinary users: choose another: {other}"
        return f"Set BIND to an address of this machine, not to “{self.bind}”."

    def answers(self) -> bool:
        """Does somebody listen at the address already?"""
        try:
            socket.create_connection((self.bind, self.port), timeout=1).close()
        except OSError:
            return False
        return True

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Make the data folder, and make it ours alone for a while."""
        with self._lock_file() as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise CannotStart(
                    f"Klartext runs on {self.data_dir} already:"
                    " stop it first, or name another folder with DATA_DIR=."
                ) from None
            yield

    def _lock_file(self) -> IO[str]:
        try:
            self.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
            return (self.data_dir / "lock").open("w")
        except OSError as problem:
            raise CannotStart(
                f"{self.data_dir} cannot be written to ({problem.strerror}):"
                " make it yours, or name another folder with DATA_DIR=."
            ) from None

    def secret_file(self) -> Path:
        """The installation's own secret key, made at the first start."""
        path = self.data_dir / "secret"
        if not path.exists():
            unfinished = path.with_name("secret.unfinished")
            unfinished.touch(mode=0o600)
            unfinished.write_text(secrets.token_urlsafe(64))
            unfinished.replace(path)
        return path
