"""Kombu's transport over files, without its races: the broker of an installation without a server.

Kombu creates a message's file before it locks and fills it, so a reader can find it empty, and
Celery ends its worker over that. Here a message appears whole, by a rename, and the tables of
bindings are read and written under one lock.
"""

import fcntl
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from uuid import uuid4

from kombu.transport import TRANSPORT_ALIASES, filesystem
from kombu.utils.json import dumps

NAME = "filesystem"
_binding = Lock()


class Channel(filesystem.Channel):
    def _put(self, queue: str, payload: dict, **kwargs) -> None:  # type: ignore[override]
        ready = Path(self.data_folder_out, f"{time.time_ns()}_{uuid4()}.{queue}.msg")
        # Readers look for names that end in ".<queue>.msg".
        unfinished = ready.with_suffix(".new")
        unfinished.write_text(dumps(payload), encoding="utf-8")
        unfinished.replace(ready)

    def get_table(self, exchange: str) -> list:
        with self._bindings_held():
            return super().get_table(exchange)

    def queue_bind(self, *binding, **options) -> None:
        # The state of bindings is all threads': one that sees a binding may send at once, so it
        # must not see it before it is written.
        with _binding:
            super().queue_bind(*binding, **options)

    def _queue_bind(self, *binding: str) -> None:
        with self._bindings_held():
            super()._queue_bind(*binding)

    @contextmanager
    def _bindings_held(self) -> Iterator[None]:
        self.control_folder.mkdir(parents=True, exist_ok=True)
        with Path(self.control_folder, "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield


class Transport(filesystem.Transport):
    Channel = Channel


def register() -> None:
    """Let `filesystem://` mean this transport, in the program that calls it."""
    TRANSPORT_ALIASES[NAME] = f"{__name__}:Transport"
