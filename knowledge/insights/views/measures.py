"""One figure: what it says, how it is counted, its thirteen months, and the rows behind it."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.access import MemberRequest, analysts_only
from knowledge.insights import policies
from knowledge.insights.community_measures import RISING
from knowledge.insights.community_rows import page_of_rows
from knowledge.insights.measure import Measure, Rows, Unit
from knowledge.insights.measures import MEASURES
from knowledge.insights.months import Months
from knowledge.insights.overview_parts import SIDES, TIMES, targets
from knowledge.insights.readings import reading_of
from knowledge.insights.views.period import asked_month, running_month


def measure_at(slug: str) -> Measure:
    if slug not in MEASURES:
        raise Http404("no such figure")
    return MEASURES[slug]


@analysts_only
@require_safe
def measure(request: MemberRequest, slug: str) -> HttpResponse:
    shown = measure_at(slug)
    months = Months(asked_month(request), running=running_month(), charted=[shown])
    sides = SIDES[1:] if shown in TIMES else ()
    context = {
        "measure": shown,
        "months": months,
        "reading": reading_of(shown, months, targets().get(slug)),
        "sides": [reading_of(shown, months, dimension=side) for side in sides],
        "has_chart": shown.unit != Unit.MONEY and shown != RISING,
        "can_set_targets": policies.can_set_targets(request.user),
    }
    if shown.rows == Rows.QUESTIONS:
        page, rows = page_of_rows(shown, months.month, request.GET)
        context |= {"page": page, "rows": rows}
    return render(request, "insights/measure.html", context)


@analysts_only
@require_safe
def definitions(request: MemberRequest) -> HttpResponse:
    return render(request, "insights/definitions.html", {"measures": MEASURES.values()})
