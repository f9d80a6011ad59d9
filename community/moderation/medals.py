"""The medal for looking after the community."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.medals import Level, Medal, register, register_movers
from community.medals.facts import People, nth
from community.moderation.models import Report


def good_report(people: People) -> QuerySet:
    """With the first report that a moderator agreed with."""
    upheld = Report.objects.filter(reporter__in=people, state=Report.State.UPHELD)
    return nth(upheld, 1, at="decided_at", whose="reporter")


def moved_since(since: datetime) -> Iterator[int]:
    decided = Report.objects.filter(decided_at__gte=since, reporter__isnull=False)
    yield from decided.values_list("reporter_id", flat=True).distinct()


register(
    Medal(
        "good-report",
        Level.BRONZE,
        _("A watchful eye"),
        _("You reported something, and a moderator agreed with you."),
        good_report,
    )
)
register_movers(moved_since)
