"""What becomes doubtful without anybody doing anything, or by many doing a little."""

from collections.abc import Callable
from datetime import datetime

import structlog
from django.utils import timezone

from accounts.models import User
from accounts.notifications.actions import notify
from knowledge.actions import ageing, judged
from knowledge.actions.ageing import Found
from knowledge.actions.doubting import raise_doubt
from knowledge.models import Article, Doubt

log = structlog.get_logger(__name__)
Cause = Doubt.Cause


def look_after_articles(*, now: datetime | None = None) -> int:
    """Put before the curators whatever has become doubtful; return how many doubts that were.

    Each in a transaction of its own. Doing it again does no harm.
    """
    at = now or timezone.now()
    today = timezone.localdate(at)
    searches: tuple[tuple[str, Callable[[], Found]], ...] = (
        (Cause.REVIEW_DUE, lambda: ageing.review_due(today)),
        (Cause.VERSION_ENDED, lambda: ageing.no_longer_valid(today)),
        (Cause.VERSION_ENDED, lambda: ageing.of_ended_versions(today)),
        (Cause.OWNER_LEFT, ageing.without_keeper),
        (Cause.SOURCE_OUTVOTED, judged.outvoted),
        (Cause.DID_NOT_HELP, judged.unhelpful),
    )
    return sum(_raise(cause, search, at) for cause, search in searches)


def doubt_without_keeper(*, now: datetime | None = None) -> None:
    """Put before the curators what nobody keeps, as whoever kept it has just left."""
    for article, subject in ageing.without_keeper():
        raise_doubt(article=article, cause=Cause.OWNER_LEFT, subject=subject, now=now)


def remind_of_checks(*, now: datetime | None = None) -> int:
    """Tell the curators once of each text that was published alone and that no second person has
    looked at in time; return how many notices that were."""
    alone = Doubt.objects.open().filter(
        cause=Cause.PUBLISHED_ALONE, article__state__in=Article.PUBLIC_STATES
    )
    overdue = alone.filter(article__check_due_at__lte=now or timezone.now())
    return sum(map(_remind, overdue.order_by("pk")))


def _raise(cause: str, search: Callable[[], Found], at: datetime) -> int:
    """One search that fails stops no other."""
    raised = 0
    try:
        for article, subject in search():
            raise_doubt(article=article, cause=cause, subject=subject, now=at)
            raised += 1
    except Exception:
        log.exception("upkeep.failed", cause=cause)
    return raised


def _remind(doubt: Doubt) -> int:
    others = User.objects.curators().exclude(pk=doubt.raised_by_id)
    return notify(
        user_ids=others.values_list("pk", flat=True),
        kind="check-overdue",
        subject_id=doubt.pk,
        key=f"check-overdue:{doubt.pk}",
    )
