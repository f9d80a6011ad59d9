"""A member helps, passes a threshold, is told so and can read why he has his points."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, expect

from tests.journeys.visitor import Visitor
from tests.journeys.wording import LANGUAGES

HELPERS = {"en": "Gideon F.", "de": "Gereon F."}
QUESTIONS = {"en": "Can the night mode start later?", "de": "Kann der Nachtmodus später beginnen?"}
SECOND = {"en": "Where does the night mode end?", "de": "Wo endet der Nachtmodus?"}
ANSWER = "App, **Night**, then move the slider."
OPENED = "Propose a duplicate"


@pytest.mark.parametrize("language", LANGUAGES)
def test_member_passes_a_threshold_and_reads_why(
    visit: Callable[..., Visitor], language: str
) -> None:
    """A-BG-16: the votes of customers and their word of what solved it count, an employee's vote
    does not."""
    lena, heike, employee, helper = (visit(language) for _ in range(4))
    lena.play("lena")
    heike.play("heike")
    employee.play("miriam")
    first = lena.ask(QUESTIONS[language], "It begins at eight, and the children are still up.")
    second = heike.ask(SECOND[language], "In the middle of breakfast everything is dark.")
    helper.join(HELPERS[language])
    helper.answer(first, ANSWER)
    helper.answer(second, ANSWER)

    lena.accept(first)
    find_useful(heike, first)
    find_useful(employee, first)
    expect_on_the_way(helper)

    heike.accept(second)
    expect_opened(helper)
    expect_every_line(helper, QUESTIONS[language], SECOND[language])


def find_useful(voter: Visitor, question: str) -> None:
    voter.page.goto(question)
    voter.button("Useful").click()
    expect(voter.button("Useful")).to_have_attribute("aria-pressed", "true")


def expect_on_the_way(helper: Visitor) -> None:
    helper.go("/privileges/")
    expect(privilege(helper)).not_to_have_class("held")
    expect(helper.page.locator(".next")).to_contain_text(helper.say(OPENED))
    expect(helper.page.locator(".next .way")).to_contain_text("30")


def expect_opened(helper: Visitor) -> None:
    """A notice says what has opened, and leads to the page that shows it."""
    helper.expect_notice("Your points open something new", helper.say(OPENED))
    helper.page.get_by_role("link", name=helper.say(OPENED)).first.click()
    helper.expect_heading("How points work")
    expect(privilege(helper)).to_have_class("held")
    expect(helper.page.locator(".next")).not_to_contain_text(helper.say(OPENED))


def expect_every_line(helper: Visitor, first: str, second: str) -> None:
    """By the link under his points: each line with its post, newest first, and the balance."""
    helper.link("Why do I have these points?").click()
    helper.expect_heading("My points")
    ledger = helper.page.locator("table.ledger")
    expect(ledger.locator("td.figure:not(.muted)")).to_have_text(["+25", "+5", "+25"])
    expect(ledger.locator("td.figure.muted")).to_have_text(["55", "30", "25"])
    expect(ledger.locator("th a")).to_have_text([second, first])


def privilege(helper: Visitor) -> Locator:
    return helper.page.locator("ul.privileges li").filter(has_text=helper.say(OPENED))
