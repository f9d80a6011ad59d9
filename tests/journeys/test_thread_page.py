"""The page of one question while it is read: news, strange letters, and a link to share."""

import re
from collections.abc import Callable

from playwright.sync_api import expect

from tests.journeys.visitor import Visitor

ARABIC = "مرحبا بالعالم، هذا سؤال عن الراوتر"
# A letter beneath twenty marks.
ZALGO = "Z" + "\u0335\u0318\u0353\u0322\u0301" * 4 + "algo"
LINES_HIGH = """element => element.getBoundingClientRect().height
    / parseFloat(getComputedStyle(element).lineHeight)"""
DIRECTION = "element => getComputedStyle(element).direction"


def test_new_answer_is_said_and_shown_without_a_jump(visit: Callable[..., Visitor]) -> None:
    """L-AC-04, A-DO-10: a live region; nothing moves before the reader wants it."""
    asker, helper, reader = visit(), visit(), visit()
    asker.play("lena")
    question = asker.ask("Does the box hum at night?", "Mine does, a little.\n\n" * 40)
    reader.page.clock.install()
    reader.page.goto(question)
    reader.page.mouse.wheel(0, 300)
    helper.play("heike")
    helper.answer(question, "It is the transformer: put felt beneath it.")
    before = reader.page.evaluate("scrollY")

    reader.page.clock.fast_forward(30_000)

    said = reader.page.get_by_role("status").get_by_text("1 new answer · show")
    expect(said).to_be_attached()
    expect(reader.page.get_by_text("put felt beneath it")).to_have_count(0)
    assert reader.page.evaluate("scrollY") == before
    expect(reader.page.locator("[data-no-answers]")).to_have_count(1)
    said.click()
    answer = reader.page.locator("article.post", has_text="put felt beneath it")
    expect(reader.page.locator("[data-no-answers]")).to_have_count(0)
    expect(answer).to_be_focused()
    expect(said).to_have_count(0)


def test_arabic_flips_its_own_block_and_nothing_else(visit: Callable[..., Visitor]) -> None:
    """A-UN-03, A-UN-11"""
    asker = visit("de")
    asker.play("lena")
    asker.ask(f"{ARABIC} WLAN", f"{ARABIC}\n\nUnd auf Deutsch.")

    flipped = asker.page.locator("#question .prose p")
    assert asker.page.locator("main h1").evaluate(DIRECTION) == "rtl"
    assert flipped.nth(0).evaluate(DIRECTION) == "rtl"
    assert flipped.nth(1).evaluate(DIRECTION) == "ltr"
    for around in ("html", "#question .by", "#answers", ".thread-head .meta"):
        assert asker.page.locator(around).first.evaluate(DIRECTION) == "ltr", around


def test_marks_upon_marks_keep_a_line_one_line_high(visit: Callable[..., Visitor]) -> None:
    """A-UN-05"""
    asker = visit()
    asker.play("lena")
    asker.go("/questions/ask/")
    asker.fill(title=f"{ZALGO} in the title", body=f"{ZALGO} in the text.")
    asker.press("Post question")
    expect(asker.page.locator("h1")).to_contain_text("algo in the title")

    for line in ("main h1", "#question .prose p"):
        assert asker.page.locator(line).evaluate(LINES_HIGH) < 3, line


def test_link_of_a_question_is_copied(visit: Callable[..., Visitor]) -> None:
    asker = visit(permissions=["clipboard-read", "clipboard-write"])
    asker.play("lena")
    question = asker.ask("Where is the reset hole?", "I looked on all four sides.")

    asker.page.locator("#question .postbar summary").click()
    asker.page.get_by_role("link", name="Share").click()

    expect(asker.page.get_by_text("Link copied")).to_be_visible()
    copied = asker.page.evaluate("navigator.clipboard.readText()")
    assert re.sub("https?://[^/]+", "", copied) == re.sub("https?://[^/]+", "", question)
