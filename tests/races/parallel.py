"""Many callers at the same moment, each on a thread and a database connection of its own."""

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import repeat
from threading import Barrier
from typing import Any

from django.db import connection, connections

THREADS = 16
ROUNDS = 5


def at_once(calls: Iterable[Callable[[], Any]]) -> list[Any]:
    """Start all `calls` together; return what each gave back or raised."""
    calls = list(calls)
    start = Barrier(len(calls), timeout=30)

    def run(call: Callable[[], Any]) -> Any:
        try:
            connection.ensure_connection()
            start.wait()
            return call()
        except Exception as problem:
            return problem
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(run, calls))


def times(number: int, call: Callable[[], Any]) -> Iterator[Callable[[], Any]]:
    return repeat(call, number)


def failures(results: Iterable[Any]) -> list[Exception]:
    return [result for result in results if isinstance(result, Exception)]
