"""States of the forms beside which answers are suggested, and of what they leave."""

from tests.journeys import states
from tests.journeys.states import Look
from tests.journeys.visitor import Visitor

TITLE = "router loses wifi at night"


def did_not_help(visitor: Visitor) -> None:
    states.ask_with_suggestions(visitor)
    visitor.press("Did not help", visitor.page.locator("#suggestions li.open"))
    visitor.page.locator("#suggestions li.failed").wait_for()


def solved(visitor: Visitor) -> None:
    states.ask_with_suggestions(visitor)
    visitor.press("This solved it", visitor.page.locator("#suggestions li.open"))
    visitor.expect_heading("Glad that it is solved")


def write_to_us_with_suggestions(visitor: Visitor) -> None:
    visitor.go("/contact/write/")
    visitor.page.locator("[name=title]").press_sequentially(TITLE)
    visitor.button("Open here", visitor.page.locator("#suggestions li").first).click()
    visitor.page.locator("#suggestions li.open").wait_for()


def letter_sent(visitor: Visitor) -> None:
    visitor.go("/contact/write/")
    visitor.fill(title="My bill of May", body="It is wrong again.", email="jonas@example.org")
    visitor.page.locator("[name=email]").press("Enter")
    visitor.expect_heading("Your message is on its way")


def asked_despite(visitor: Visitor) -> None:
    """The question of who had looked at something first."""
    did_not_help(visitor)
    visitor.fill(body="It drops at seven, every evening.")
    visitor.press("Post question")
    visitor.page.locator(".suggested-before").wait_for()


BESIDE_FORMS: dict[str, Look] = {
    "suggestion that did not help": did_not_help,
    "solved by a suggestion": solved,
    "write to us with suggestions": write_to_us_with_suggestions,
    "write to us with errors": states.with_errors(states.page("/contact/write/"), "Send"),
    "letter sent": letter_sent,
}
ASKED: dict[str, Look] = {"asked despite suggestions": asked_despite}
