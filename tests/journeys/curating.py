"""What two curators do, one after the other: write, look, publish."""

import re

from playwright.sync_api import expect

from tests.journeys.visitor import Visitor


def submit(curator: Visitor) -> str:
    """Send what stands in the form to review; return the address of the page about it."""
    curator.press("Send to review")
    curator.expect_heading("Review")
    return curator.page.url


def approve(second: Visitor, review: str, title: str) -> str:
    """Somebody who wrote nothing of it publishes it; return the article's address."""
    second.page.goto(review)
    second.press("Approve and publish")
    expect(second.page.locator("h1")).to_have_text(title)
    expect(second.page).to_have_url(re.compile("/knowledge/"))
    return second.page.url


def publish_solution(
    curator: Visitor, second: Visitor, question: str, *, title: str, solution: str
) -> str:
    """Make the solution of `question` an article; return its address."""
    curator.page.goto(question)
    curator.press("Make it an article")
    curator.fill(title=title, solution=solution)
    return approve(second, submit(curator), title)
