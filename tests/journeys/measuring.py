"""Insights in the states that are worth looking at."""

from playwright.sync_api import expect

from tests.journeys.states import Look, page, with_errors
from tests.journeys.visitor import Visitor

FIRST_ANSWER = "/insights/months/first-answer/"


def running_month(visitor: Visitor) -> None:
    """The newest one that can be chosen."""
    visitor.go("/insights/")
    visitor.page.locator("#month").select_option(index=0)
    visitor.page.locator(".period button").click()
    expect(visitor.page.locator(".insights .banner")).to_be_visible()


def tables_opened(visitor: Visitor) -> None:
    """What the charts show, as those read it who do not see them."""
    visitor.go("/insights/")
    for summary in visitor.page.locator(".chart summary").all():
        summary.click()
    expect(visitor.page.locator(".chart table").first).to_be_visible()


def found_page(visitor: Visitor) -> None:
    visitor.go("/insights/returns/?q=article-3")
    expect(visitor.page.locator(".return-form").first).to_be_visible()


def costs_with_errors(visitor: Visitor) -> None:
    visitor.go("/insights/costs/")
    visitor.button("Enter it").first.click()
    expect(visitor.page.locator(".form-errors")).to_be_visible()


INSIGHTS: dict[str, Look] = {
    "insights": page("/insights/"),
    "insights of the running month": running_month,
    "insights with tables": tables_opened,
    "monthly report": page("/insights/report/"),
    "definitions of figures": page("/insights/definitions/"),
    "figure with its questions": page(FIRST_ANSWER),
    "figure without a chart": page("/insights/months/rising/"),
    "figure of the ledger": page("/insights/months/confirmed/"),
    "cases behind a figure": page("/insights/months/confirmed/rows/"),
    "answers behind a figure": page("/insights/months/survey-answers/rows/"),
    "pages behind a figure": page("/insights/months/forms-opened/rows/"),
    "figure without rows": page("/insights/months/returns/rows/"),
    "target": page(f"{FIRST_ANSWER}target/"),
    "target with errors": with_errors(
        page("/insights/months/questions/target/"), "Set this target"
    ),
    "costs": page("/insights/costs/"),
    "costs with errors": costs_with_errors,
    "what did not help": page("/insights/returns/"),
    "page that did not help": found_page,
}
