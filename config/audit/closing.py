"""Signs the end of each day's chain and writes it to a file that is to be stored elsewhere."""

from datetime import UTC, date, datetime, timedelta

from django.db import transaction
from django.db.models import Max, Min
from django.utils import timezone

from config.audit import files, signing
from config.audit.models import AuditRoot, AuditSeal

# A batch that was begun before midnight may still be on its way.
SETTLING = timedelta(minutes=5)


def close_days(*, now: datetime | None = None) -> int:
    """Sign every day that is over and write the files that are not there; return how many days
    were signed. Calling it again does no harm."""
    closed = _close(now or timezone.now())
    for root in AuditRoot.objects.order_by("day"):
        files.keep_root(root)
    return closed


@transaction.atomic
def _close(now: datetime) -> int:
    today = (now - SETTLING).astimezone(UTC).date()
    latest = AuditRoot.objects.order_by("-day").first()
    rest = AuditSeal.objects.filter(number__gt=latest.last if latest else 0, day__lt=today)
    days = rest.values("day").annotate(first=Min("number"), last=Max("number")).order_by("day")
    roots = [_signed(day["day"], day["first"], day["last"]) for day in days]
    AuditRoot.objects.bulk_create(roots, ignore_conflicts=True)
    return len(roots)


def _signed(day: date, first: int, last: int) -> AuditRoot:
    digest = AuditSeal.objects.values_list("digest", flat=True).get(number=last)
    return signing.sign(AuditRoot(day=day, first=first, last=last, digest=digest))
