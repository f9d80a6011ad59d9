"""The company signs one text, its author changes it, and readers see what was signed."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, expect

from tests.journeys.browsing import PLAIN_PHONE
from tests.journeys.keyboard import press_by_keyboard, write_by_keyboard
from tests.journeys.visitor import Visitor

SIGNED = "Update to firmware 7.31, then restart the box."
EDITED = "Update to firmware 7.31. A restart is not needed."
COMPANY = "Fjordnet GmbH"
VERSION = "firmware 7.31 and later"


@pytest.mark.parametrize(
    ("language", "window"), [("de", {}), ("en", PLAIN_PHONE)], ids=["desk", "plain phone"]
)
def test_readers_see_what_was_signed_after_an_edit(
    visit: Callable[..., Visitor], language: str, window: dict
) -> None:
    """A-BG-11"""
    asker, signer, reader = (visit(language, **window) for _each in range(3))
    asker.play("lena")
    question = asker.ask(f"Which firmware is the right one, {language}?", "Two are offered.")
    signer.play("miriam")
    signer.answer(question, SIGNED)
    signer.link("Sign as official", answer_of(signer)).click()
    signer.fill(valid_version=VERSION)
    signer.press("Sign this text")
    expect(answer_of(signer).locator(".ribbon")).to_contain_text(VERSION)

    signer.link("Edit", answer_of(signer)).click()
    signer.page.locator("#edit-form [name=body]").fill(EDITED)
    signer.press("Save")

    reader.page.goto(question)
    answer = answer_of(reader)
    expect(answer.locator(".ribbon")).to_contain_text(reader.say("Official answer"))
    expect(answer.locator(".prose").first).to_have_text(SIGNED)
    newer = answer.locator("details.edited-since")
    expect(newer.locator(".prose")).to_be_hidden()
    newer.locator("summary").click()
    expect(newer.locator(".prose")).to_have_text(EDITED)


def test_answer_is_signed_by_keyboard_alone(visit: Callable[..., Visitor]) -> None:
    """L-AC-03"""
    signer = visit()
    signer.play("miriam")
    question = signer.ask("Which firmware, without a mouse?", "It asks every morning.")
    signer.answer(question, SIGNED)
    signer.page.goto(question)

    press_by_keyboard(signer, signer.link("Sign as official", answer_of(signer)))
    write_by_keyboard(signer, signer.page.locator("[name=valid_version]"), VERSION)
    press_by_keyboard(signer, signer.button("Sign this text"))

    expect(answer_of(signer).locator(".ribbon")).to_contain_text(VERSION)


@pytest.mark.parametrize("window", [{}, PLAIN_PHONE], ids=["desk", "plain phone"])
def test_customer_declines_the_company_beside_his_name(
    visit: Callable[..., Visitor], window: dict
) -> None:
    asker, customer, signer = (visit(**window) for _each in range(3))
    asker.play("lena")
    question = asker.ask(f"Which cable is mine, {len(window)}?", "There are two in the box.")
    customer.play("heike")
    customer.answer(question, "The yellow one.")

    signer.play("miriam")
    signer.page.goto(question)
    signer.link("Sign as official", answer_of(signer)).click()
    signer.press("Sign this text")
    expect(answer_of(signer).locator(".ribbon b")).to_have_text(f"{COMPANY} confirms this")
    expect(answer_of(signer).locator(".by")).to_contain_text("Heike")

    customer.page.goto(question)
    customer.press(f"I don't want {COMPANY} beside my name")
    expect(answer_of(customer).locator(".ribbon")).to_have_count(0)
    asker.page.goto(question)
    expect(answer_of(asker).locator(".ribbon")).to_have_count(0)
    expect(answer_of(asker).locator(".prose")).to_have_text("The yellow one.")


def answer_of(visitor: Visitor) -> Locator:
    return visitor.page.locator("article.post")
