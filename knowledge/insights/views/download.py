"""The months as a file for spreadsheets (A-MA-06)."""

from collections.abc import Iterator

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from accounts.access import MemberRequest, analysts_only
from config.spreadsheet import BYTE_ORDER_MARK, csv_row
from knowledge.insights.community_measures import RISING
from knowledge.insights.measure import Measure, Unit
from knowledge.insights.measures import MEASURES
from knowledge.insights.months import Months
from knowledge.insights.overview_parts import SIDES, TIMES
from knowledge.insights.views.period import asked_month, running_month

HEAD = ("month", "measure", "name", "side", "value", "unit", "cases", "definition")


@analysts_only
@require_safe
def download(request: MemberRequest) -> HttpResponse:
    months = Months(asked_month(request), running=running_month(), charted=MEASURES.values())
    response = HttpResponse(
        [BYTE_ORDER_MARK, csv_row(HEAD), *_lines(months)], content_type="text/csv; charset=utf-8"
    )
    name = f"insights-{months.month:%Y-%m}.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _lines(months: Months) -> Iterator[str]:
    """Each figure of each month; a cell is empty where nothing can be said."""
    for month in months.shown:
        for measure in MEASURES.values():
            if measure.unit != Unit.MONEY and measure != RISING:
                for side in SIDES if measure in TIMES else SIDES[:1]:
                    yield csv_row(_cells(months, month, measure, side))


def _cells(months: Months, month, measure: Measure, side: str) -> tuple:
    number = months.number(measure, month, side)
    value = "" if number is None else f"{number:.4g}" if measure.unit == Unit.SHARE else number
    cases = months.values_of(measure, month, side)[1]
    words = (measure.slug, measure.name, side)
    return (f"{month:%Y-%m}", *words, value, measure.unit, cases, measure.definition)
