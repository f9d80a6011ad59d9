"""How long delivered debts are kept, and how dead ones are called back."""

from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from config.events.models import Delivery, Event
from config.retention import register

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


register(
    Event,
    what=_("Log of what happened"),
    why=_("Kept for good: it proves who decided what, and holds numbers instead of names."),
)
register(
    Delivery,
    what=_("Work that followed from what happened"),
    why=_("Holds nothing about people; done work is of no more use."),
    period=KEPT_FOR,
    job=lambda now: prune_delivered(now=now),
)
