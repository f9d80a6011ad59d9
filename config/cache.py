"""A cache that all processes of one host share and that counts atomically, without a server.

Rate limits need one, and a GET must not write to the product's database; so this keeps JSON in a
small SQLite file of its own. Losing it loses nothing but counters. Several hosts need Redis.
"""

import json
import sqlite3
import threading
import time
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT, BaseCache

_SCHEMA = """
CREATE TABLE IF NOT EXISTS entry (key TEXT PRIMARY KEY, value TEXT NOT NULL, expires REAL);
CREATE INDEX IF NOT EXISTS entry_expires ON entry (expires) WHERE expires IS NOT NULL;
"""
_ALIVE = "(expires IS NULL OR expires > ?)"
_PUT = (
    "INSERT INTO entry VALUES (?, ?, ?) ON CONFLICT (key) DO UPDATE"
    " SET value = excluded.value, expires = excluded.expires"
)
CULL_EVERY = 1000
# SQLite lets writers ask again and again, and some ask for long; the threads of a process queue.
_one_writer = threading.Lock()


class JSONSerializer:
    """For Django's Redis cache, whose own serializer is pickle; integers stay countable."""

    def dumps(self, value: Any) -> bytes | int:
        return value if type(value) is int else json.dumps(value).encode()

    def loads(self, data: bytes) -> Any:
        return json.loads(data)


class SharedFileCache(BaseCache):
    """Django's cache interface over one SQLite file; values must be JSON."""

    def __init__(self, location: str, params: dict) -> None:
        super().__init__(params)
        self._path = Path(location)
        self._local = threading.local()
        self._writes = 0

    def _connection(self) -> sqlite3.Connection:
        connection = getattr(self._local, "connection", None)
        if connection is None:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            try:
                connection = self._opened()
            except sqlite3.OperationalError:
                raise
            except sqlite3.DatabaseError:  # the file is damaged; it holds nothing but counters
                self._path.unlink(missing_ok=True)
                connection = self._opened()
            self._local.connection = connection
        return connection

    def _opened(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self._path, timeout=5, isolation_level=None)
        with suppress(sqlite3.OperationalError):  # somebody else is just switching it
            connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=OFF")
        connection.executescript(_SCHEMA)
        return connection

    def _write(self, sql: str, *values: Any) -> tuple[int, Any]:
        """How many rows it wrote, and the row it gave back."""
        self._writes += 1
        connection = self._connection()
        with _one_writer:
            if self._writes % CULL_EVERY == 0:
                connection.execute("DELETE FROM entry WHERE expires <= ?", [time.time()])
            with closing(connection.execute(sql, values)) as cursor:
                return cursor.rowcount, cursor.fetchone()

    def get(self, key: str, default: Any = None, version: int | None = None) -> Any:
        row = (
            self._connection()
            .execute(
                f"SELECT value FROM entry WHERE key = ? AND {_ALIVE}",  # noqa: S608  (a constant)
                [self.make_and_validate_key(key, version), time.time()],
            )
            .fetchone()
        )
        return default if row is None else json.loads(row[0])

    def set(self, key, value, timeout=DEFAULT_TIMEOUT, version: int | None = None) -> None:
        key = self.make_and_validate_key(key, version)
        self._write(_PUT, key, json.dumps(value), self.get_backend_timeout(timeout))

    def add(self, key, value, timeout=DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        """Store unless there is a live value; of many callers at once exactly one is told True."""
        key = self.make_and_validate_key(key, version)
        expires = self.get_backend_timeout(timeout)
        written, _row = self._write(
            f"{_PUT} WHERE entry.expires <= ?", key, json.dumps(value), expires, time.time()
        )
        return written == 1

    def incr(self, key: str, delta: int = 1, version: int | None = None) -> int:
        """Add `delta` in one statement; raises ValueError where there is no live value."""
        _written, row = self._write(
            "UPDATE entry SET value = CAST(value AS INTEGER) + ? "  # noqa: S608  (constants)
            f"WHERE key = ? AND {_ALIVE} RETURNING value",
            delta,
            self.make_and_validate_key(key, version),
            time.time(),
        )
        if row is None:
            raise ValueError(f"Key {key!r} not found")
        return int(row[0])

    def touch(self, key, timeout=DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        key = self.make_and_validate_key(key, version)
        expires = self.get_backend_timeout(timeout)
        written, _row = self._write(
            f"UPDATE entry SET expires = ? WHERE key = ? AND {_ALIVE}",  # noqa: S608
            expires,
            key,
            time.time(),
        )
        return written == 1

    def delete(self, key: str, version: int | None = None) -> bool:
        key = self.make_and_validate_key(key, version)
        written, _row = self._write("DELETE FROM entry WHERE key = ?", key)
        return written == 1

    def clear(self) -> None:
        self._write("DELETE FROM entry")
