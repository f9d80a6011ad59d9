"""A mail server on 127.0.0.1 that fails at random, and knows exactly what it has accepted."""

import random
import re
import socketserver
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from email import message_from_bytes

# How often each of them happens, of all mails that come that far.
FAULTS = {
    "busy at the door": 0.01,
    "not now, at RCPT": 0.05,
    "never, by policy": 0.005,
    "not now, after DATA": 0.03,
    "hang up after DATA": 0.02,
    "accept, then no word": 0.01,
    "accept, then hang up": 0.02,
    "accept, but slowly": 0.002,
}
_ADDRESS = re.compile(rb"<([^<>]*)>")


@dataclass(frozen=True)
class Accepted:
    """A mail that is in its mailbox; `is_known` says whether its sender was told so."""

    address: str
    message_id: str
    at: float
    is_known: bool


class FailingServer:
    """`faults` maps the names above to probabilities; mailboxes in `missing` do not exist.

    `slow` is how many seconds it looks at a text, longer than a greeting may take.
    """

    def __init__(
        self,
        faults: Mapping[str, float] = FAULTS,
        *,
        missing: frozenset[str] = frozenset(),
        slow: float = 12.0,
        seed: int = 1,
    ) -> None:
        self.accepted: list[Accepted] = []
        self.failed: dict[str, int] = dict.fromkeys(faults, 0)
        self.missing = missing
        self.slow = slow
        self.port = 0
        self._faults = faults
        self._chance = random.Random(seed)  # noqa: S311
        self._lock = threading.Lock()

    @contextmanager
    def running(self) -> Iterator["FailingServer"]:
        """Answer until the block ends, on a port that is free."""
        server = _Server(("127.0.0.1", 0), _Talk)
        server.house = self
        self.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield self
        finally:
            server.shutdown()
            server.server_close()
            thread.join()

    def happens(self, fault: str) -> bool:
        with self._lock:
            is_so = self._chance.random() < self._faults.get(fault, 0)
            if is_so:
                self.failed[fault] += 1
            return is_so

    def accept(self, address: str, raw: bytes, *, is_known: bool) -> None:
        message_id = str(message_from_bytes(raw)["Message-ID"])
        with self._lock:
            self.accepted.append(Accepted(address, message_id, time.time(), is_known))


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    house: FailingServer

    def handle_error(self, *_: object) -> None:
        """A sender that was killed in the middle of a sentence is what this is about."""


class _Talk(socketserver.StreamRequestHandler):
    server: _Server
    timeout = 30

    def handle(self) -> None:
        house = self.server.house
        if house.happens("busy at the door"):
            return self._say("421 4.3.2 busy")
        self._say("220 localhost")
        self._to = ""
        while line := self.rfile.readline(2000):
            verb = line[:4].upper().strip()
            if verb == b"QUIT" or not self._answer(verb, line):
                break
        return None

    def _answer(self, verb: bytes, line: bytes) -> bool:
        """False when the server hangs up."""
        if verb == b"RCPT":
            self._say(self._recipient(line))
            return True
        if verb == b"DATA":
            return self._data()
        self._say("250 ok")
        return True

    def _recipient(self, line: bytes) -> str:
        house = self.server.house
        found = _ADDRESS.search(line)
        self._to = found.group(1).decode() if found else ""
        if self._to in house.missing:
            return "550 5.1.1 no such mailbox"
        if house.happens("never, by policy"):
            return "550 5.7.1 we do not like you today"
        if house.happens("not now, at RCPT"):
            return "450 4.2.0 greylisted"
        return "250 ok"

    def _data(self) -> bool:
        self._say("354 go on")
        raw = b"".join(self._lines())
        house = self.server.house
        if house.happens("not now, after DATA"):
            self._say("451 4.3.0 try again")
            return True
        if house.happens("hang up after DATA"):
            return False
        is_known = not house.happens("accept, then no word")
        house.accept(self._to, raw, is_known=is_known)
        if house.happens("accept, but slowly"):
            time.sleep(house.slow)
        if is_known:
            self._say("250 2.0.0 accepted")
        return is_known and not house.happens("accept, then hang up")

    def _lines(self) -> Iterator[bytes]:
        for line in self.rfile:
            if line == b".\r\n":
                return
            yield line
        raise ConnectionError("the sender has gone")

    def _say(self, words: str) -> None:
        self.wfile.write(f"{words}\r\n".encode())
