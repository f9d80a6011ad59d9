"""Ask with a picture of which a part is covered, and with numbers that nobody should read."""

import re
from collections.abc import Callable
from io import BytesIO

import pytest
from PIL import Image
from playwright.sync_api import Locator, expect

from tests.journeys.browsing import PHONE, PLAIN_PHONE
from tests.journeys.keyboard import IS_FOCUSED, press_by_keyboard, write_by_keyboard
from tests.journeys.talking import picture
from tests.journeys.visitor import Visitor

MIDDLE, CORNER = (0.5, 0.5), (0.05, 0.05)
IBAN = "DE89 3704 0044 0532 0130 00"
CARD = "4111 1111 1111 1111"
CALL = "0171 2345678"
TOLD = f"You took it twice from {IBAN} and once from {CARD}. Call me: {CALL}."
SHOWN = "The box with three red lamps"
PASTE = """(area, bytes) => {
    const transfer = new DataTransfer();
    transfer.items.add(new File([new Uint8Array(bytes)], 'box.png', {type: 'image/png'}));
    const pasted = {clipboardData: transfer, bubbles: true, cancelable: true};
    area.dispatchEvent(new ClipboardEvent('paste', pasted));
}"""


@pytest.mark.parametrize("way", ["file", "paste"])
def test_part_of_the_image_is_covered_before_it_leaves_the_browser(
    visit: Callable[..., Visitor], way: str
) -> None:
    asker = visit("de", **(PHONE if way == "paste" else {}))
    asker.play("lena")
    asker.go("/questions/ask/")
    asker.fill(title=f"Three red lamps by {way}", body=f"{TOLD}\n\n")
    bring(asker, way)
    sheet = asker.page.locator("dialog[open]")
    cover_the_middle(asker, sheet.locator("canvas"))
    sheet.locator("[name=description]").fill(SHOWN)
    asker.button("Add the image", sheet).click()
    expect(sheet).to_have_count(0)

    post_masked(asker)
    expect_covered(asker)


def test_image_is_covered_and_described_by_keyboard_alone(visit: Callable[..., Visitor]) -> None:
    """L-AC-03"""
    asker = visit()
    asker.play("lena")
    asker.go("/questions/ask/")
    write_by_keyboard(asker, asker.page.locator("[name=title]"), "Three red lamps, no mouse")
    write_by_keyboard(asker, asker.page.locator("[name=body]"), "What do they say?\n\n")
    asker.page.keyboard.press("Shift+Tab")
    with asker.page.expect_file_chooser() as chooser:
        press_in_toolbar(asker, asker.page.locator("[data-md-button=picture]"))
    chooser.value.set_files(picture())
    sheet = asker.page.locator("dialog[open]")
    expect(sheet.locator("canvas")).to_be_focused()
    for key in ("ArrowRight", "Enter"):
        asker.page.keyboard.press(key)
    write_by_keyboard(asker, sheet.locator("[name=description]"), SHOWN)
    press_by_keyboard(asker, asker.button("Add the image", sheet))
    expect(sheet).to_have_count(0)

    press_by_keyboard(asker, asker.button("Post question"))
    expect_covered(asker)


def test_image_comes_by_a_plain_form_where_no_script_runs(visit: Callable[..., Visitor]) -> None:
    """L-AC-05: only the brush needs a script; numbers are masked and asked about all the same."""
    asker = visit(**PLAIN_PHONE)
    asker.play("lena")
    asker.go("/questions/ask/")
    with asker.context.expect_page() as opened:
        asker.link("Add an image (in a new tab)").click()
    images = opened.value
    images.locator("[name=image]").set_input_files(picture())
    images.locator("main [name=description]").fill(SHOWN)
    images.locator("main form button[type=submit]").click()
    markdown = images.locator("#markdown").input_value()

    asker.fill(title="Three red lamps, no script", body=f"{TOLD}\n\n{markdown}")
    post_masked(asker)
    expect(asker.page.locator("#question .prose img")).to_have_attribute("alt", SHOWN)


def bring(visitor: Visitor, way: str) -> None:
    if way == "file":
        visitor.page.locator("input[data-images]").set_input_files(picture())
    else:
        area = visitor.page.locator("[name=body]")
        area.focus()
        area.evaluate(PASTE, list(picture()["buffer"]))


def cover_the_middle(visitor: Visitor, canvas: Locator) -> None:
    box = canvas.bounding_box()
    mouse = visitor.page.mouse
    mouse.move(box["x"] + box["width"] * 0.3, box["y"] + box["height"] * 0.3)
    mouse.down()
    mouse.move(box["x"] + box["width"] * 0.7, box["y"] + box["height"] * 0.7)
    mouse.up()
    expect(canvas.page.locator("dialog [data-undo]")).to_be_enabled()


def post_masked(visitor: Visitor) -> None:
    """Nobody may publish account numbers; whose the phone number is, one is asked once."""
    visitor.press("Post question")
    body = visitor.page.locator("[name=body]")
    expect(body).to_have_value(re.compile(re.escape(CALL)))
    assert IBAN not in body.input_value()
    assert CARD not in body.input_value()
    visitor.page.locator("[name=personal_data][value=mask]").check()
    visitor.press("Post question")
    text = visitor.page.locator("#question .prose")
    expect(text).to_contain_text("You took it twice")
    for number in (IBAN, CARD, CALL):
        expect(text).not_to_contain_text(number)


def expect_covered(visitor: Visitor) -> None:
    """What the server keeps, not only what the page shows."""
    image = visitor.page.locator("#question .prose img")
    expect(image).to_have_attribute("alt", SHOWN)
    kept = visitor.context.request.get(visitor.house.url + image.get_attribute("src")).body()
    with Image.open(BytesIO(kept)) as drawn:
        assert sum(colour_at(drawn, MIDDLE)) < 300
        assert sum(colour_at(drawn, CORNER)) > 700


def colour_at(image: Image.Image, place: tuple[float, float]) -> tuple[int, ...]:
    across, down = place
    return image.convert("RGB").getpixel((int(image.width * across), int(image.height * down)))


def press_in_toolbar(visitor: Visitor, button: Locator) -> None:
    """One stop of the tab key; within it the arrows lead on."""
    for _step in range(10):
        if button.evaluate(IS_FOCUSED):
            break
        visitor.page.keyboard.press("ArrowRight")
    visitor.page.keyboard.press("Enter")
