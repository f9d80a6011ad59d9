"""How long delivered debts are kept, and how dead ones are called back."""

from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.utils import timezone

from config.events.models import Delivery

KEPT_FOR = timedelta(days=30)


def prune_delivered(*, now: datetime | None = None, limit: int = 5000) -> int:
    """Delete up to `limit` deliveries that were done more than 30 days ago; events stay."""
    before = (now or timezone.now()) - KEPT_FOR
    old = Delivery.objects.filter(done_at__lt=before).order_by("id").values("id")[:limit]
    return Delivery.objects.filter(id__in=list(old.values_list("id", flat=True))).delete()[0]


def replay(deliveries: QuerySet[Delivery]) -> int:
    """Make `deliveries` due again with all their attempts; return how many."""
    return deliveries.filter(done_at=None).update(
        attempts=0, not_before=timezone.now(), last_error=""
    )
