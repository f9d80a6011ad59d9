"""Texts that change: two at one post, a draft that waits on another device, a suggestion."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.journeys.visitor import Visitor

ANSWER = "Hold the button for ten seconds."
THEIRS = "Hold the red button for ten seconds."
MINE = "Hold the button for twelve seconds, then wait."


def start_to_edit(visitor: Visitor, question: str) -> None:
    visitor.page.goto(question)
    visitor.link("Edit", visitor.page.locator("article.post")).click()
    visitor.expect_heading("Edit the answer")


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_two_tabs_at_one_answer_lose_nothing(visit: Callable[..., Visitor], scripts: bool) -> None:
    """C-07: the second sees what was, theirs and his own, and saves on top."""
    name = "Sina" if scripts else "Sanne"
    helper = visit(java_script_enabled=scripts, viewport={"width": 375, "height": 720})
    helper.join(f"{name} K.")
    question = helper.ask(f"Where does {name} press?", "Somewhere on the back, I think.")
    helper.answer(question, ANSWER)
    start_to_edit(helper, question)
    other_tab = helper.context.new_page()
    other_tab.goto(helper.page.url)
    other_tab.locator("#edit-form [name=body]").fill(THEIRS)
    other_tab.locator("#edit-form .btn.primary").click()
    expect(other_tab.locator("article.post .prose")).to_have_text(THEIRS)

    helper.page.locator("#edit-form [name=body]").fill(MINE)
    helper.press("Save")

    expect(helper.page.locator("#conflict")).to_be_visible()
    expect(helper.page.locator("ins").first).to_have_text("red ")
    expect(helper.page.locator("#edit-form [name=body]")).to_have_value(MINE)
    helper.press("Save my text")
    expect(helper.page.locator("article.post .prose")).to_have_text(MINE)
    helper.page.locator("article.post .edited a").click()
    expect(helper.page.locator("article.card")).to_have_count(3)


def test_draft_waits_on_another_device_until_it_is_posted(visit: Callable[..., Visitor]) -> None:
    writer, reader = visit(), visit()
    writer.play("heike")
    reader.play("lena")
    question = reader.ask("Which cable goes into the wall?", "There are two, and one is yellow.")
    typed = "The yellow one, but only if"
    writer.page.goto(question)
    writer.page.locator("#answer-form textarea").fill(typed)
    expect(writer.page.get_by_text(writer.say("Your draft is kept."))).to_be_visible()

    other_device = visit()
    other_device.play("heike")
    other_device.page.goto(question)
    expect(other_device.page.locator("#answer-form textarea")).to_have_value(typed)
    other_device.answer(question, f"{typed} the lamp is on.")

    writer.go("/drafts/")
    expect(writer.page.locator("main")).not_to_contain_text(typed)


def test_suggestion_is_taken_with_one_click(visit: Callable[..., Visitor]) -> None:
    author, reader = visit(), visit()
    author.join("Tomke R.")
    reader.join("Ulla S.")
    question = author.ask("Does the box ned a reboot?", "It asks for one every morning.")
    reader.page.goto(question)
    reader.page.locator("#question details.more summary").click()
    reader.link("Suggest an edit").click()
    reader.page.locator("#edit-form [name=title]").fill("Does the box need a reboot?")
    reader.press("Send suggestion")

    author.expect_notice("Somebody suggests an edit to your question")
    author.page.locator("article.qrow a").first.click()
    author.press("Take it")

    expect(author.page.locator("main")).to_contain_text(author.say("Taken"))
    author.page.goto(question)
    expect(author.page.locator("h1")).to_have_text("Does the box need a reboot?")
