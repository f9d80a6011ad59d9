"""Where a curator is in a queue, so that an act leads him on and not back to the start."""

from collections.abc import Mapping
from functools import cache

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import get_language

from knowledge.queues import QUEUES, Queue

_CURSORS = ("before", "after")


def queue_address(queue: Queue, **query: str) -> str:
    path = _path(queue.slug, get_language())
    kept = QueryDict(mutable=True)
    kept.update({name: value for name, value in query.items() if value})
    return f"{path}?{kept.urlencode()}" if kept else path


@cache
def _path(slug: str, _language: str) -> str:
    """The addresses of eight queues in each language; every page of the workbench names them."""
    is_first = slug == next(iter(QUEUES))
    return (
        reverse("knowledge:curate") if is_first else reverse("knowledge:curate-queue", args=[slug])
    )


def cursor_in(query: Mapping[str, str]) -> dict[str, str]:
    """Which page it is, as `config.paging` says it."""
    return {name: query[name] for name in _CURSORS if query.get(name)}


def place_in(sent: QueryDict, **query: str) -> str:
    """The address to go on at after a form of the workbench, which says where it stood and what
    comes next there."""
    entry = {"entry": sent.get("next", "")}
    return queue_address(_queue_in(sent), **cursor_in(sent), **entry, **query)


def place_of(subject: str, sent: QueryDict) -> str:
    """The address of an entry that waits again in the queue of such a form."""
    return queue_address(_queue_in(sent), entry=subject)


def _queue_in(sent: QueryDict) -> Queue:
    return QUEUES.get(sent.get("queue", ""), next(iter(QUEUES.values())))
