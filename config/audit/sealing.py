"""Gives every record its place in the chain, in the order in which records are found committed.

Killed anywhere, it goes on where the last whole batch ended; of two sealers at once, one gives up.
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone

from config.audit import files
from config.audit.hashing import BEGINNING, digest_of
from config.audit.models import AuditRecord, AuditRoot, AuditSeal, Unsealed

BATCH = 500
BATCHES_AT_ONCE = 20


def seal_waiting(*, now: datetime | None = None) -> int:
    """Seal what waits, in batches; return how many records that were."""
    at, sealed = now or timezone.now(), 0
    for _ in range(BATCHES_AT_ONCE):
        batch = _seal_batch(at)
        if not batch:
            break
        files.mark(batch[-1])
        sealed += len(batch)
    return sealed


def _seal_batch(now: datetime) -> list[AuditSeal]:
    # What has its place already was put in by somebody: it must not keep the others from theirs.
    unsealed = Unsealed.objects.filter(record__seal=None)
    # An idle sealer must not take SQLite's write lock every second.
    if not unsealed.exists():
        return []
    try:
        with transaction.atomic():
            waiting = list(unsealed.select_related("record").order_by("record")[:BATCH])
            seals = list(_chained((each.record for each in waiting), now))
            AuditSeal.objects.bulk_create(seals)
            Unsealed.objects.filter(pk__in=[each.pk for each in waiting]).delete()
    except IntegrityError:  # another sealer was faster
        return []
    return seals


def _chained(records: Iterable[AuditRecord], now: datetime) -> Iterator[AuditSeal]:
    last = AuditSeal.objects.order_by("-number").first()
    number, previous = (last.number, last.digest) if last else (0, BEGINNING)
    day = _open_day(last, now)
    for record in records:
        number += 1
        previous = digest_of(record, number=number, day=day, previous=previous)
        yield AuditSeal(number=number, record=record, day=day, digest=previous)


def _open_day(last: AuditSeal | None, now: datetime) -> date:
    """Today in UTC, but not before the last seal, nor in a day that was closed: clocks go back."""
    days = [now.astimezone(UTC).date()]
    if last:
        days.append(last.day)
    closed = AuditRoot.objects.order_by("-day").first()
    if closed:
        days.append(closed.day + timedelta(days=1))
    return max(days)
