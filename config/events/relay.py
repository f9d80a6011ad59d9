"""Delivers recorded events to their handlers, each at least once and none twice at a time."""

from datetime import timedelta

import structlog
from django.db import DatabaseError, transaction
from django.utils import timezone

from config.events import bus
from config.events.models import MAX_ATTEMPTS, Delivery

log = structlog.get_logger(__name__)


def deliver_pending(limit: int = 200) -> int:
    """Try up to `limit` due deliveries, oldest first; return how many succeeded."""
    succeeded = 0
    for _ in range(limit):
        delivery = _claim_next()
        if delivery is None:
            break
        succeeded += _deliver(delivery)
    return succeeded


def _claim_next() -> Delivery | None:
    """Count the attempt before it runs, so that a killed handler is retried later, not for ever."""
    now = timezone.now()
    # An idle relay must not take SQLite's write lock every second.
    if not Delivery.objects.due(now).exists():
        return None
    with transaction.atomic():
        delivery = (
            Delivery.objects.due(now)
            .select_for_update(skip_locked=True, of=("self",))
            .select_related("event")
            .order_by("not_before", "id")
            .first()
        )
        if delivery is not None:
            delivery.attempts += 1
            delivery.not_before = now + timedelta(seconds=2**delivery.attempts)
            delivery.save(update_fields=["attempts", "not_before"])
    return delivery


def _without_values(error: Exception) -> str:
    """A database's own words can quote what somebody typed."""
    return type(error).__name__ if isinstance(error, DatabaseError) else repr(error)[:2000]


def _deliver(delivery: Delivery) -> bool:
    """Run the handler and tick the delivery off in one transaction: its rows come once or not."""
    try:
        with transaction.atomic():
            bus.call(delivery)
            Delivery.objects.filter(pk=delivery.pk).update(done_at=timezone.now())
    except Exception as error:  # a failing handler, or its COMMIT, must not hold up the others
        Delivery.objects.filter(pk=delivery.pk).update(last_error=_without_values(error))
        dead = delivery.attempts >= MAX_ATTEMPTS
        log.exception("event.failed", delivery=delivery.pk, handler=delivery.handler, dead=dead)
        return False
    return True
