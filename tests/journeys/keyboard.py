"""Somebody who has no mouse; where the focus is must be seen all the way (L-AC-03)."""

from playwright.sync_api import Locator

from tests.journeys.visitor import Visitor

MOST_STEPS = 80
IS_FOCUSED = "element => element === document.activeElement"
# A field inside a drawn frame shows the focus on the frame.
IS_SEEN = """() => {
    const focused = document.activeElement;
    const framed = focused.closest('.search, .bigsearch') ?? focused;
    return [focused, framed].some(element => getComputedStyle(element).outlineStyle !== 'none');
}"""


def press_by_keyboard(visitor: Visitor, target: Locator) -> None:
    tab_to(visitor, target)
    visitor.page.keyboard.press("Enter")


def write_by_keyboard(visitor: Visitor, target: Locator, text: str) -> None:
    """Put `text` in the place of what stands there."""
    tab_to(visitor, target)
    visitor.page.keyboard.press("Control+a")
    visitor.page.keyboard.insert_text(text)


def tab_to(visitor: Visitor, target: Locator) -> None:
    """Go on with the tab key until `target` has the focus; every stop must be seen."""
    target.wait_for(state="attached")
    for _step in range(MOST_STEPS):
        visitor.page.keyboard.press("Tab")
        at = visitor.page.evaluate("document.activeElement.outerHTML.slice(0, 200)")
        assert visitor.page.evaluate(IS_SEEN), f"no visible focus on {at}"
        if target.evaluate(IS_FOCUSED):
            return
    raise AssertionError(f"{target} is not reached with the tab key.")
