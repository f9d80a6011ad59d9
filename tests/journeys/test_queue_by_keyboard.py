"""A curator empties a queue of 20 without a mouse: opens, writes, dismisses, takes back."""

from collections.abc import Callable
from datetime import UTC, datetime

from playwright.sync_api import Locator, expect

from tests.journeys.keyboard import press_by_keyboard, tab_to
from tests.journeys.visitor import Visitor

MANY = 20
WORDS = "blinking box model"
SOLUTION = "Hold the button for ten seconds."


def test_queue_of_twenty_is_emptied_by_keyboard_alone(visit: Callable[..., Visitor]) -> None:
    curator = visit()
    miss_searches(curator)
    curator.play("jana")
    curator.go("/curate/")
    press_by_keyboard(curator, curator.page.locator(".bench-tabs a[href*='/gaps/']"))
    expect(rows(curator)).to_have_count(MANY)

    go_down_and_up(curator)
    write_and_send(curator)
    dismiss_and_take_back(curator)
    dismiss_two_at_once(curator)
    for left in range(MANY - 4, -1, -1):
        curator.page.keyboard.press("n")
        expect(rows(curator)).to_have_count(left)

    assert waiting_in(curator) == 0


def miss_searches(visitor: Visitor) -> None:
    """So often that they come before whatever else was searched for in vain."""
    at = datetime.now(UTC).isoformat(sep=" ").removesuffix("+00:00")
    for number in range(MANY):
        visitor.house.sql(
            "INSERT INTO knowledge_gap (kind, language, words, count, first_at, last_at, state)"
            " VALUES ('no-result', 'en', ?, ?, ?, ?, 'waiting')",
            *(f"{WORDS} {number:02}", 1000 - number, at, at),
        )


def waiting_in(visitor: Visitor) -> int:
    [[number]] = visitor.house.sql(
        "SELECT count(*) FROM knowledge_gap WHERE state = 'waiting' AND words LIKE ?",
        f"{WORDS}%",
    )
    return number


def rows(visitor: Visitor) -> Locator:
    return visitor.page.locator(".bench-row").filter(has_text=WORDS)


def expect_open(visitor: Visitor, number: int) -> None:
    expect(visitor.page.locator("[data-chosen]")).to_have_text(f"{WORDS} {number:02}")
    expect(visitor.page.locator(".bench-words")).to_contain_text(f"{number:02}")


def go_down_and_up(curator: Visitor) -> None:
    expect_open(curator, 0)
    curator.page.keyboard.press("j")
    expect_open(curator, 1)
    curator.page.keyboard.press("k")
    expect_open(curator, 0)


def write_and_send(curator: Visitor) -> None:
    """The title is filled already; who writes is on it without saying so."""
    curator.page.keyboard.press("e")
    expect(curator.page.locator("#article-form [name=title]")).to_be_focused()
    tab_to(curator, curator.page.locator("#article-form [name=solution]"))
    with curator.page.expect_response("**/curate/act/"):
        curator.page.keyboard.type(SOLUTION)
    curator.page.keyboard.press("Control+Enter")
    expect(curator.page.locator(".bench-undo")).to_contain_text(
        curator.say("Sent to review. A second person looks at it now.")
    )
    expect(rows(curator)).to_have_count(MANY - 1)
    expect_open(curator, 1)


def dismiss_and_take_back(curator: Visitor) -> None:
    curator.page.keyboard.press("n")
    expect(rows(curator)).to_have_count(MANY - 2)
    curator.page.keyboard.press("u")
    expect(rows(curator)).to_have_count(MANY - 1)


def dismiss_two_at_once(curator: Visitor) -> None:
    """What is ticked stays ticked on the way down."""
    curator.page.keyboard.press("x")
    curator.page.keyboard.press("j")
    curator.page.wait_for_load_state()
    expect(curator.page.locator("li input:checked")).to_have_count(1)
    curator.page.keyboard.press("x")
    expect(curator.page.locator("li input:checked")).to_have_count(2)
    press_by_keyboard(curator, curator.page.locator(".bench-bulk [value=dismiss-gap]"))
    expect(rows(curator)).to_have_count(MANY - 3)
