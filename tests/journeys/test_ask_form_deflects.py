"""Who writes a question finds that it is answered, or sends it with what he tried before."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, expect

from tests.journeys.browsing import PHONE, PLAIN_PHONE
from tests.journeys.keyboard import press_by_keyboard, tab_to
from tests.journeys.visitor import Visitor

TITLE = "router loses wifi at night"
BODY = "Since the last update it drops at seven, every evening."
WINDOWS = {"desk": {}, "phone": PHONE, "plain": PLAIN_PHONE}
everywhere = pytest.mark.parametrize("window", WINDOWS)


def suggestions(visitor: Visitor) -> Locator:
    return visitor.page.locator("#suggestions li.suggestion")


def look(visitor: Visitor, window: str) -> None:
    """Type a question; without a script a button asks for what is there already."""
    visitor.go("/questions/ask/")
    visitor.fill(body=BODY)
    visitor.page.locator("[name=title]").press_sequentially(TITLE)
    if window == "plain":
        visitor.press("See whether it is answered already")
    expect(suggestions(visitor).first).to_be_visible()


def open_first(visitor: Visitor) -> Locator:
    visitor.button("Open here", suggestions(visitor).first).click()
    opened = visitor.page.locator("#suggestions li.open")
    expect(opened.locator(".prose")).to_be_visible()
    return opened


@everywhere
def test_suggestion_makes_the_question_unnecessary(
    visit: Callable[..., Visitor], window: str
) -> None:
    """L-TD-01, L-AC-05"""
    reader = visit(**WINDOWS[window])
    look(reader, window)
    expect(suggestions(reader).first.locator(".why")).to_contain_text(reader.say("Same words"))
    opened = open_first(reader)
    expect(reader.page.locator("[name=body]")).to_have_value(BODY)

    reader.press("This solved it", opened)

    reader.expect_heading("Glad that it is solved")
    assert reader.context.cookies() == []
    assert reader.page.evaluate("localStorage.length + sessionStorage.length") == 0
    reader.press("Not quite: back to what I was writing")
    expect(reader.page.locator("[name=title]")).to_have_value(TITLE)
    expect(reader.page.locator("[name=body]")).to_have_value(BODY)


@everywhere
def test_question_that_is_asked_all_the_same_says_what_was_tried(
    visit: Callable[..., Visitor], window: str
) -> None:
    asker, helper = visit(**WINDOWS[window]), visit()
    asker.join(f"Ralf {window}")
    look(asker, window)
    opened = open_first(asker)
    read = opened.locator("h3").inner_text()
    asker.press("Did not help", opened)
    expect(asker.page.locator("#suggestions li.failed")).to_contain_text(read)
    asker.fill(title="Another thing breaks the wifi at night")

    asker.press("Post question")

    asker.expect_heading("Another thing breaks the wifi at night")
    question = asker.page.url
    helper.play("heike")
    helper.page.goto(question)
    before = helper.page.locator(".suggested-before")
    expect(before).to_contain_text(read)
    expect(before).to_contain_text(helper.say("did not help"))


def test_draft_is_taken_up_with_what_is_suggested_for_it(visit: Callable[..., Visitor]) -> None:
    asker = visit()
    asker.join("Silke D.")
    look(asker, "desk")
    expect(asker.page.get_by_text(asker.say("Your draft is kept."))).to_be_visible()

    asker.go("/questions/ask/")

    expect(asker.page.locator("[name=title]")).to_have_value(TITLE)
    expect(suggestions(asker).first).to_be_visible()


def test_suggestion_is_opened_and_was_enough_without_a_mouse(visit: Callable[..., Visitor]) -> None:
    """L-AC-03"""
    reader = visit()
    reader.go("/questions/ask/")
    tab_to(reader, reader.page.locator("[name=title]"))
    reader.page.keyboard.type(TITLE)
    expect(suggestions(reader).first).to_be_visible()

    press_by_keyboard(reader, reader.button("Open here", suggestions(reader).first))
    opened = reader.page.locator("#suggestions li.open")
    expect(opened.locator("h3")).to_be_focused()
    press_by_keyboard(reader, reader.button("This solved it", opened))

    reader.expect_heading("Glad that it is solved")


def test_letter_to_the_company_is_not_needed(visit: Callable[..., Visitor]) -> None:
    reader = visit()
    reader.go("/contact/write/")
    reader.page.locator("[name=title]").press_sequentially(TITLE)
    expect(suggestions(reader).first).to_be_visible()

    reader.press("This solved it", open_first(reader))

    reader.expect_heading("Glad that it is solved")


def test_letter_reaches_the_company_all_the_same(visit: Callable[..., Visitor]) -> None:
    writer = visit()
    writer.go("/contact/write/")
    writer.fill(title="My bill of May", body="It is wrong again.", email="jonas@example.org")

    writer.page.locator("[name=email]").press("Enter")

    writer.expect_heading("Your message is on its way")
    writer.open_mail("hilfe@fjordnet.example", "My bill of May")
    expect(writer.page.locator("main")).to_contain_text("It is wrong again.")
