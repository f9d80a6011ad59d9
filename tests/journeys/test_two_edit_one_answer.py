"""Two people in two browsers change one answer, and nobody's words are lost (C-07)."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.journeys.browsing import PLAIN_PHONE
from tests.journeys.keyboard import press_by_keyboard, write_by_keyboard
from tests.journeys.visitor import Visitor

FIRST = "Hold the button for ten seconds."
HERS = "Hold the red button for ten seconds."
HIS = "Hold the button for ten seconds, then wait."
BOTH = "Hold the red button for ten seconds, then wait."


@pytest.mark.parametrize(
    ("language", "window"), [("de", {}), ("en", PLAIN_PHONE)], ids=["desk", "plain phone"]
)
def test_second_brings_both_texts_together(
    visit: Callable[..., Visitor], language: str, window: dict
) -> None:
    author, friend = visit(language), visit(language, **window)
    question = begin(author, friend, f"Which button, {language}?")
    save_first(author)

    friend.page.locator("#edit-form [name=body]").fill(HIS)
    friend.press("Save")

    conflict = friend.page.locator("#conflict")
    expect(conflict).to_be_visible()
    expect(friend.page.locator("[name=body]")).to_have_value(HIS)
    friend.page.locator("#edit-form [name=body]").fill(BOTH)
    friend.press("Save my text")
    expect_both_in_history(friend, question)


def test_second_brings_both_texts_together_by_keyboard_alone(
    visit: Callable[..., Visitor],
) -> None:
    """L-AC-03: the focus goes to what happened."""
    author, friend = visit(), visit()
    question = begin(author, friend, "Which button, without a mouse?")
    save_first(author)

    write_by_keyboard(friend, friend.page.locator("#edit-form [name=body]"), HIS)
    press_by_keyboard(friend, friend.button("Save"))

    expect(friend.page.locator("#conflict")).to_be_visible()
    write_by_keyboard(friend, friend.page.locator("#edit-form [name=body]"), BOTH)
    press_by_keyboard(friend, friend.button("Save my text"))
    expect_both_in_history(friend, question)


def begin(author: Visitor, friend: Visitor, title: str) -> str:
    """Both have the form open."""
    author.play("lena")
    question = author.ask(title, "There are two of them.")
    author.answer(question, FIRST)
    answer = author.page.url
    friend.play("heike")
    friend.page.goto(answer)
    friend.page.locator("article.post details.more > summary").click()
    edit = friend.page.locator("article.post a[href*='/actions/edit']")
    friend.page.goto(edit.get_attribute("href"))
    friend.expect_heading("Edit the answer")
    author.link("Edit", author.page.locator("article.post")).click()
    author.expect_heading("Edit the answer")
    return question


def save_first(author: Visitor) -> None:
    author.page.locator("#edit-form [name=body]").fill(HERS)
    author.press("Save")
    expect(author.page.locator("article.post .prose")).to_have_text(HERS)


def expect_both_in_history(friend: Visitor, question: str) -> None:
    expect(friend.page.locator("article.post .prose")).to_have_text(BOTH)
    friend.page.goto(question)
    friend.page.locator("article.post .edited a").first.click()
    versions = friend.page.locator("article.card")
    expect(versions).to_have_count(3)
    expect(versions.nth(0).locator("ins").first).to_contain_text("then wait")
    expect(versions.nth(1).locator("ins").first).to_contain_text("red")
