"""Who answers for the community looks at a month, follows a figure to its rows, and prints it."""

import re
from collections.abc import Callable

from playwright.sync_api import expect

from tests.journeys.visitor import Visitor

A4 = 595, 842


def test_executive_prints_the_report(visit: Callable[..., Visitor]) -> None:
    executive = visit()
    executive.play("tomasz")

    executive.go("/insights/")
    expect(executive.page.get_by_role("heading", level=1)).to_have_text(executive.say("Insights"))
    executive.page.locator(".kpis a.kpi").nth(1).click()
    expect(executive.page.locator("#rows-title")).to_be_visible()

    executive.go("/insights/report/")
    executive.page.emulate_media(media="print")
    expect(executive.page.locator(".topbar")).to_be_hidden()
    for chart in executive.page.locator(".insights .chart svg").all():
        expect(chart).to_be_visible()
    expect(executive.page.locator(".insights table.thirteen tbody tr:visible")).to_have_count(13)
    report = executive.page.pdf(prefer_css_page_size=True)
    assert sizes_of_pages(report) == [A4]


def sizes_of_pages(report: bytes) -> list[tuple[int, int]]:
    """In points."""
    boxes = re.findall(rb"/MediaBox\s*\[0 0 ([\d.]+) ([\d.]+)\]", report)
    return [(round(float(width)), round(float(height))) for width, height in boxes]
