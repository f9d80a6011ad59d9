"""Who helped most, among those who agreed to be listed."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from accounts.access import MemberRequest, members_only, public
from accounts.actions.leaderboards import CannotJoin, join_leaderboards, leave_leaderboards
from accounts.models import ReputationEntry, User
from config.reader_pages import for_readers

# Fewer people are no ranking but a report about each of them.
FEWEST = 5
SHOWN = 50
PERIODS: dict[str, tuple[str | Promise, timedelta | None]] = {
    "month": (gettext_lazy("30 days"), timedelta(days=30)),
    "year": (gettext_lazy("12 months"), timedelta(days=365)),
    "all": (gettext_lazy("All time"), None),
}


@dataclass(frozen=True)
class Place:
    number: int
    person: User
    earned: int


@public
@for_readers
@require_safe
def leaderboard(request: HttpRequest) -> HttpResponse:
    period = request.GET.get("period", "month")
    if period not in PERIODS:
        raise Http404("no such period")
    back = PERIODS[period][1]
    places = _places(since=timezone.now() - back if back else None)
    context = {
        "places": places if len(places) >= FEWEST else [],
        "period": period,
        "periods": [(name, label) for name, (label, _back) in PERIODS.items()],
        "fewest": FEWEST,
    }
    return render(request, "accounts/leaderboard.html", context)


@members_only
@require_POST
def consent(request: MemberRequest) -> HttpResponse:
    """Join the lists, or leave them."""
    try:
        if request.POST.get("undo"):
            leave_leaderboards(user=request.user)
            messages.success(request, _("You are no longer listed."))
        else:
            join_leaderboards(user=request.user)
            messages.success(request, _("You are listed from now on. You can leave at any time."))
    except CannotJoin as problem:
        messages.error(request, str(problem))
    return redirect("accounts:leaderboard")


def _places(*, since: datetime | None) -> list[Place]:
    """Who earned the same shares a place."""
    leaders = list(ReputationEntry.objects.leaders(since=since)[:SHOWN])
    people = User.objects.in_bulk(row["user"] for row in leaders)
    earned = [row["earned"] for row in leaders]
    return [
        Place(earned.index(row["earned"]) + 1, people[row["user"]], row["earned"])
        for row in leaders
    ]
