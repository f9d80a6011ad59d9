"""The workbench in the states that are worth looking at."""

from playwright.sync_api import expect

from tests.journeys.states import Look, page
from tests.journeys.visitor import Visitor

QUEUES = (
    "review",
    "source",
    "due",
    "unhelpful",
    "gaps",
    "translations",
    "drafts",
)


def opened(visitor: Visitor) -> None:
    """An entry by its address: on a phone its source alone."""
    visitor.go("/curate/")
    address = visitor.page.locator("[data-chosen]").get_attribute("href")
    visitor.page.goto(visitor.house.url + (address or ""))
    expect(visitor.page.locator("#source")).to_be_visible()


def being_written(visitor: Visitor) -> None:
    opened(visitor)
    visitor.page.goto(f"{visitor.page.url}#draft")
    expect(visitor.page.locator("#article-form")).to_be_visible()


def with_errors(visitor: Visitor) -> None:
    being_written(visitor)
    visitor.page.locator("#article-form [name=title]").fill("")
    visitor.page.locator("#article-form .btn[value='']").click()
    expect(visitor.page.locator(".form-errors")).to_be_visible()


def reasons(visitor: Visitor) -> None:
    opened(visitor)
    visitor.page.locator(".bench-dismiss > summary").click()


def done(visitor: Visitor) -> None:
    """Something was done that can be undone."""
    opened(visitor)
    visitor.page.locator("[data-claim], [data-claimed]").click()
    expect(visitor.page.locator(".bench-undo")).to_be_visible()


def ticked(visitor: Visitor) -> None:
    visitor.go("/curate/")
    visitor.page.locator("li input[type=checkbox]").first.check()
    expect(visitor.page.locator(".bench-bulk")).to_be_visible()


AT_THE_WORKBENCH: dict[str, Look] = {
    **{f"queue {queue}": page(f"/curate/{queue}/") for queue in QUEUES},
    "entry": opened,
    "entry being written": being_written,
    "entry with errors": with_errors,
    "reasons to dismiss": reasons,
    "something done": done,
    "something ticked": ticked,
    "synonyms": page("/curate/synonyms/"),
    "best answers": page("/curate/best-answers/?words=slow+wifi&language=en"),
}
