"""Which month a page is about: in its address, else the last one that is over."""

import re
from datetime import date

from django.http import HttpRequest
from django.utils import timezone

from knowledge.insights.clock import day_of, month_after, month_of
from knowledge.insights.months import choices

_MONTH = re.compile(r"(20\d\d)-(0[1-9]|1[0-2])")


def running_month() -> date:
    return month_of(day_of(timezone.now()))


def asked_month(request: HttpRequest) -> date:
    """One of those that can be chosen; what is no such month means the last one that is over."""
    found = _MONTH.fullmatch(request.GET.get("month", ""))
    month = date(int(found[1]), int(found[2]), 1) if found else None
    running = running_month()
    return month if month in choices(running) else month_after(running, -1)
