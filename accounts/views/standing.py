"""What helping is worth, what it has brought a member, and what it opens."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from accounts import points as prices
from accounts.access import MemberRequest, members_only, public
from accounts.models import ReputationEntry, User
from accounts.post_links import PostLink, links_to
from accounts.privileges import Distance, all_distances
from config.paging import Page, keyset_page
from config.reader_pages import for_readers

Reason = ReputationEntry.Reason


@dataclass(frozen=True)
class Line:
    """One row of the ledger; without a link its post is not there for its reader any more."""

    entry: ReputationEntry
    link: PostLink | None
    balance: int

    @property
    def post(self) -> tuple[str, int | None]:
        """What lines that stand together are about."""
        return self.entry.subject, self.entry.subject_id

    @property
    def points(self) -> str:
        return _signed(self.entry.points)


@members_only
@require_safe
def points(request: MemberRequest) -> HttpResponse:
    """A member's own ledger, every row; nobody else's."""
    ledger = ReputationEntry.objects.filter(user=request.user)
    page = keyset_page(ledger, request.GET)
    reasons = [(Reason(name).label, _signed(sum_)) for name, sum_ in ledger.by_reason().items()]
    next_step = _next_step(all_distances(request.user))
    context = {
        "page": page,
        "lines": list(_lines(page, request.user)),
        "reasons": reasons,
        "next": next_step,
    }
    return render(request, "accounts/points.html", context)


@public
@for_readers
@require_safe
def privileges(request: HttpRequest) -> HttpResponse:
    distances = all_distances(request.user)
    next_step = _next_step(distances) if request.user.is_authenticated else None
    context = {"distances": distances, "next": next_step, "prices": _prices()}
    return render(request, "accounts/privileges.html", context)


def _lines(page: Page, member: User) -> Iterator[Line]:
    """Each with what the balance was after it: the newest row's is the sum without what came
    later."""
    subjects = {entry: (entry.subject, entry.subject_id or 0) for entry in page}
    links = links_to(subjects.values(), viewer=member)
    ledger = ReputationEntry.objects.filter(user=member)
    balance = member.points
    if page.newer_url and page.items:
        balance -= ledger.newer_than(page.items[0]).total()
    for entry in page:
        yield Line(entry, links.get(subjects[entry]), balance)
        balance -= entry.points


def _next_step(distances: list[Distance]) -> Distance | None:
    """The nearest privilege that points will open."""
    ahead = [each for each in distances if each.missing and not each.is_company]
    return min(ahead, key=lambda each: each.needed, default=None)


def _signed(points: int) -> str:
    """“+5”, or “−50” with a minus that is as wide as the plus."""
    sign = "−" if points < 0 else "+"
    return f"{sign}{number_format(abs(points), force_grouping=True)}"


def _prices() -> list[tuple[str, str, str]]:
    """What happens, what it is worth, and within which limit."""
    return [
        (str(what), _signed(worth), str(limit) % {"limit": figure})
        for what, worth, limit, figure in _PRICES
    ]


_PRICES = (
    (
        _("Somebody finds your answer useful"),
        prices.ANSWER_VOTED,
        _("at most %(limit)s for one answer"),
        prices.ANSWER_VOTED_AT_MOST,
    ),
    (
        _("Your answer solves somebody's problem"),
        prices.ANSWER_ACCEPTED,
        _("%(limit)s times in 30 days between the same two people"),
        prices.SAME_PAIR_IN_30_DAYS,
    ),
    (
        _("You say which answer solved your question"),
        prices.ACCEPTED_AN_ANSWER,
        _("%(limit)s times a day"),
        prices.ACCEPTANCES_PER_DAY,
    ),
    (_("Your answer is confirmed by somebody who knows"), prices.ANSWER_CONFIRMED, "", 0),
    (_("Your answer becomes an article"), prices.ARTICLE_SOURCE, _("once for each answer"), 0),
    (
        _("People do not find your answer useful"),
        prices.ANSWER_NOT_USEFUL,
        _("only once %(limit)s of them agree"),
        prices.NOT_USEFUL_TAKES,
    ),
    (
        _("A moderator agrees that your post insults, deceives or advertises"),
        prices.REPORT_UPHELD,
        _("you can object"),
        0,
    ),
)
