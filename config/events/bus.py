from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, TypeVar

from django.db import transaction

from config.events.models import Delivery, Event

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

E = TypeVar("E")
_handlers: dict[str, dict[str, Callable[[Any], None]]] = defaultdict(dict)
_types: dict[str, type] = {}


class UnknownHandler(Exception):
    """A delivery names a handler that this version of the code no longer has."""


def name_of(event_type: type) -> str:
    app = event_type.__module__.split(".")[0]
    return f"{app}.{event_type.__name__}"


def handles(event_type: type[E]) -> Callable[[Callable[[E], None]], Callable[[E], None]]:
    """Call the decorated function after an event of this type was committed.

    Delivery is at least once, so a handler must give the same result when run twice.
    """

    def register(handler: Callable[[E], None]) -> Callable[[E], None]:
        name = name_of(event_type)
        _types[name] = event_type
        _handlers[name][f"{handler.__module__}.{handler.__name__}"] = handler
        return handler

    return register


def record(event: "DataclassInstance", *, actor=None) -> Event:
    """Store the event in the caller's transaction; the relay delivers it within seconds.

    No broker is called here: a request must not wait for one that is away.
    Raises RuntimeError outside a transaction.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("Record an event in the transaction of the change it describes.")
    name = name_of(type(event))
    row = Event.objects.create(name=name, payload=asdict(event), actor=actor)
    Delivery.objects.bulk_create(
        Delivery(event=row, handler=handler) for handler in _handlers[name]
    )
    return row


def call(delivery: Delivery) -> None:
    """Run the handler that the delivery names; raises UnknownHandler if there is none."""
    event = delivery.event
    handler = _find(delivery.handler, _handlers[event.name])
    if handler is None:
        raise UnknownHandler(f"{delivery.handler} does not handle {event.name}.")
    handler(_types[event.name](**event.payload))


def _find(name: str, handlers: Mapping[str, Callable[[Any], None]]) -> Callable[[Any], None] | None:
    """By its name; or, since deliveries wait while a version is installed, the only one of that
    name in the same `handlers`, which were a module and are a package now."""
    if name in handlers:
        return handlers[name]
    moved = [each for each in handlers if _without_module(each) == _without_module(name)]
    return handlers[moved[0]] if len(moved) == 1 else None


def _without_module(name: str) -> str:
    """“knowledge.handlers.indexing.index_new_question” without “indexing”."""
    module, _dot, function = name.rpartition(".")
    floor, handlers, _part = module.partition(".handlers")
    return f"{floor}{handlers}.{function}"
