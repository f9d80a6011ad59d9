"""Who speaks for whom: proved how, until when, with the whole history."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from accounts.access import MemberRequest, administrators_only
from accounts.models import (
    Affiliation,
    AffiliationChange,
    AffiliationRequest,
    Declaration,
    Organisation,
    SigningRight,
)
from accounts.views.administration.acts import acts_on
from config.paging import keyset_page

SOON = timedelta(days=30)
LONGEST_QUERY = 100


@dataclass(frozen=True)
class Shelf:
    """One part of the register: its rows, by which time they are ordered, how a row is drawn."""

    label: Promise
    rows: Callable[[], QuerySet]
    key: str = "granted_at"
    row: str = "affiliation"


SHELVES = {
    "active": Shelf(_("In force"), lambda: Affiliation.objects.active()),
    "requests": Shelf(
        _("Requests"), lambda: AffiliationRequest.objects.open(), "created_at", "request"
    ),
    "disputes": Shelf(
        _("Disputes"), lambda: Declaration.objects.disputed(), "declared_at", "dispute"
    ),
    "expiring": Shelf(
        _("Ends soon"), lambda: Affiliation.objects.expiring(timezone.localdate() + SOON)
    ),
    "suspended": Shelf(_("Suspended"), lambda: Affiliation.objects.out_of_force()),
    "ended": Shelf(_("Ended"), lambda: Affiliation.objects.ended()),
}


@administrators_only
@require_safe
def affiliations(request: HttpRequest) -> HttpResponse:
    shown = request.GET.get("show", "")
    shown = shown if shown in SHELVES else "active"
    shelf = SHELVES[shown]
    query = request.GET.get("q", "").strip()[:LONGEST_QUERY]
    organisations = list(Organisation.objects.order_by("name", "id"))
    chosen = next((one for one in organisations if str(one.pk) == request.GET.get("of")), None)
    rows = _narrowed(shelf, query, chosen)
    context = {
        "page": keyset_page(rows, request.GET, key=shelf.key),
        "row": f"accounts/administration/_{shelf.row}_row.html",
        "shelves": SHELVES,
        "shown": shown,
        "query": query,
        "organisations": organisations,
        "chosen": chosen,
        "request_count": AffiliationRequest.objects.open().count(),
        "dispute_count": Declaration.objects.disputed().count(),
    }
    return render(request, "accounts/administration/affiliations.html", context)


@administrators_only
@require_safe
def affiliation(request: MemberRequest, affiliation_id: int) -> HttpResponse:
    rows = Affiliation.objects.for_register()
    found = get_object_or_404(rows, pk=affiliation_id)
    rights = SigningRight.objects.open().select_related("proposed_by", "granted_by")
    right = rights.filter(affiliation=found).first()
    history = AffiliationChange.objects.filter(affiliation=found).select_related("by")
    context = {
        "affiliation": found,
        "right": right,
        "may_mark": found.user_id != request.user.pk,
        "acts": acts_on(found, right=right, by=request.user),
        "page": keyset_page(history, request.GET, key="at"),
    }
    return render(request, "accounts/administration/affiliation.html", context)


def _narrowed(shelf: Shelf, query: str, organisation: Organisation | None) -> QuerySet:
    rows = shelf.rows().for_register()  # type: ignore[attr-defined]
    if query:
        rows = rows.about(query)
    if organisation and shelf.row != "dispute":  # a dispute is about no organisation yet
        rows = rows.filter(organisation=organisation)
    return rows
