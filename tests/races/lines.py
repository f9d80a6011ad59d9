"""Callers who meet in the middle of what they do: each waits for a row before the next one starts.

So a circle of locks shows every time, and not only when the moment is bad.
"""

from collections.abc import Callable, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from time import monotonic
from typing import Any

from django.db import connection, connections, transaction
from django.db.models import QuerySet

PATIENCE = 30


def one_behind_the_other(held: QuerySet, calls: Iterable[Callable[[], Any]]) -> list[Any]:
    """Hold the rows `held`, start each of `calls` once those before it stand still, then let go;
    return what each gave back or raised."""
    calls = list(calls)
    with ThreadPoolExecutor(len(calls)) as pool:
        with transaction.atomic():
            assert list(held.order_by("pk").select_for_update(no_key=True))
            running: list[Future] = []
            for call in calls:
                running.append(pool.submit(_result_of, call))
                _until_they_stand_still(running)
        return [each.result() for each in running]


def _result_of(call: Callable[[], Any]) -> Any:
    try:
        return call()
    except Exception as problem:
        return problem
    finally:
        connections.close_all()


def _until_they_stand_still(running: list[Future]) -> None:
    end = monotonic() + PATIENCE
    while sum(not each.done() for each in running) != _waiting():
        assert monotonic() < end, "somebody neither waits nor ends"


def _waiting() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_stat_clear_snapshot()")
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity"
            " WHERE datname = current_database() AND wait_event_type = 'Lock'"
        )
        (count,) = cursor.fetchone()
    return count
