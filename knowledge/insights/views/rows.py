"""The rows behind a figure of the ledger: posts and sides, never employees."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from accounts.access import MemberRequest, analysts_only
from config.paging import keyset_page
from knowledge.insights import rows as behind
from knowledge.insights.clock import days_of
from knowledge.insights.documents import named
from knowledge.insights.measure import Measure, Rows
from knowledge.insights.measures import MEASURES
from knowledge.insights.models import DayFigure
from knowledge.insights.money import FEWEST_ANSWERS
from knowledge.insights.months import Months
from knowledge.insights.survey_shares import survey_shares
from knowledge.insights.views.period import asked_month, running_month


@analysts_only
@require_safe
def rows(request: MemberRequest, slug: str) -> HttpResponse:
    """What one figure of a month is made of, with its parts."""
    measure = MEASURES.get(slug)
    if measure is None:
        raise Http404("no such measure")
    if measure.rows == Rows.QUESTIONS:
        return redirect("insights:measure", slug=slug)
    if measure.rows == Rows.COSTS:
        return redirect("insights:costs")
    month = asked_month(request)
    first, last = month, days_of(month)[-1]
    context = {
        "measure": measure,
        "months": Months(month, running=running_month()),
    }
    context |= _listed(request, measure, first, last) | _figure(measure, first, last)
    return render(request, "insights/rows.html", context)


def _figure(measure: Measure, first: date, last: date) -> dict[str, Any]:
    """The sum of the days, and how it divides by language, channel and the like."""
    found = DayFigure.objects.between(first, last).filter(measure=measure.slug)
    sums: dict[str, int] = {}
    for dimension, value in found.values_list("dimension", "value"):
        sums[dimension] = sums.get(dimension, 0) + value
    return {"total": sums.pop("", 0), "parts": sorted(sums.items())}


def _listed(request: MemberRequest, measure: Measure, first: date, last: date) -> dict[str, Any]:
    match measure.rows:
        case Rows.CASES:
            page = keyset_page(behind.cases(measure, first, last), request.GET, key="due_at")
            return {"cases": _with_titles(request, page.items), "page": page}
        case Rows.SURVEY:
            page = keyset_page(behind.answers(measure, first, last), request.GET, key="id")
            shares = {"shares": survey_shares(measure, first, last), "fewest": FEWEST_ANSWERS}
            return shares | {"answers": _with_titles(request, page.items), "page": page}
        case Rows.RETURNS:
            return {"counts": _counts(request, behind.returns(first, last))}
        case Rows.FORMS:
            return {"counts": _counts(request, behind.forms(measure, first, last))}
        case _:
            return {"counts": _counts(request, behind.views(first, last))}


def _with_titles(request: MemberRequest, listed: Sequence) -> list[tuple[Any, Any]]:
    """Each row with its document, None where that is no longer shown."""
    known = named([row.document for row in listed], viewer=request.user)
    return [(row, known.get(row.document)) for row in listed]


def _counts(request: MemberRequest, counts: behind.Counts) -> list[tuple[Any, int]]:
    known = named([document for document, _count in counts], viewer=request.user)
    return [(known.get(document), count) for document, count in counts]
