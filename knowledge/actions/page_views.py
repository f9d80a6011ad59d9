"""How often threads and articles are read, and how often a search led there.

Nothing of who reads is kept, and no time but the day (TRUST L-TD-02).
"""

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.utils import timezone

from config import retention, spool
from knowledge.actions.spooled import take_in
from knowledge.models import PageViews

KIND = "page-views"
KEPT = timedelta(days=400)
_LINE = re.compile(r"(?P<document>(?:question|article)-\d{1,18}) (?P<from_search>[01])")


def note_view(*, document: str, from_search: bool, now: datetime | None = None) -> None:
    """Leave it in the spool that `document`, such as "question-12", was read."""
    spool.append(KIND, f"{document} {int(from_search)}", now=now)


def take_page_views(*, now: datetime | None = None) -> int:
    """Count what was read since the last time; return how many lines there were."""
    return take_in(KIND, _count, now=now)


def sweep(*, now: datetime | None = None) -> int:
    """Forget days that nobody asks about any more; return how many rows."""
    oldest = (now or timezone.now()).date() - KEPT
    return retention.delete(PageViews.objects.filter(day__lt=oldest))


def _count(day: date, lines: Sequence[str]) -> None:
    """All at once, in the order of the documents, as every worker does it."""
    read = [line for line in map(_LINE.fullmatch, lines) if line]
    views = Counter(line["document"] for line in read)
    searched = Counter(line["document"] for line in read if line["from_search"] == "1")
    documents = sorted(views)
    PageViews.objects.bulk_create(
        [PageViews(document=document, day=day) for document in documents], ignore_conflicts=True
    )
    rows = PageViews.objects.filter(day=day, document__in=documents).order_by("document")
    counted = list(rows.select_for_update(no_key=True))
    for row in counted:
        row.views += views[row.document]
        row.from_search += searched[row.document]
    PageViews.objects.bulk_update(counted, ["views", "from_search"])
