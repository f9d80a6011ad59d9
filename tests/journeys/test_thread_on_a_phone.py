"""The page of one question under a thumb: everything in reach, in the order it is read."""

from collections.abc import Callable

from playwright.sync_api import Locator, expect

from tests.journeys.test_phone import PHONE
from tests.journeys.visitor import Visitor

SOLVED = "/search/?q=router+loses+5+GHz+network+after+firmware&only=solved"
THUMB = 44
TOO_LOW = f"""() => [...document.querySelectorAll("main .btn, main summary, .votes button")]
    .filter((element) => element.checkVisibility())
    .map((element) => [element.textContent.trim(), element.getBoundingClientRect().height])
    .filter(([, height]) => height < {THUMB})"""


def top(element: Locator) -> float:
    box = element.bounding_box()
    assert box
    return box["y"]


def test_votes_stand_below_the_text_and_above_the_comments(visit: Callable[..., Visitor]) -> None:
    reader = visit("de", **PHONE)
    reader.play("lena")
    reader.go(SOLVED)
    reader.page.locator(".qrow h2 a", has_text="7.31").first.click()

    answer = reader.page.locator("article.post.accepted")
    parts = (".prose", ".votes", ".feedback", ".postbar", ".comment")
    tops = [top(answer.locator(part).first) for part in parts]

    assert tops == sorted(tops)
    assert reader.page.evaluate(TOO_LOW) == []


def test_comment_of_a_moderator_is_one_line_longer_for_nobody(
    visit: Callable[..., Visitor],
) -> None:
    moderator = visit("de", **PHONE)
    moderator.play("tomasz")
    moderator.go(SOLVED)
    moderator.page.locator(".qrow h2 a", has_text="7.31").first.click()
    comment = moderator.page.locator(".comment").first
    more = comment.locator("summary")

    assert abs(top(more) - top(comment)) < THUMB
    more.tap()
    menu = comment.locator(".menu-list")

    expect(menu.get_by_role("link").last).to_be_visible()
    box = menu.bounding_box()
    assert box
    assert 0 <= box["x"] <= PHONE["viewport"]["width"] - box["width"]
    moderator.page.keyboard.press("Escape")
    expect(menu).to_be_hidden()


def test_tools_that_are_cut_off_are_seen_by_half(visit: Callable[..., Visitor]) -> None:
    asker = visit("de", **PHONE)
    asker.play("lena")
    asker.go("/questions/ask/")
    tools = asker.page.locator("markdown-toolbar")

    cut = tools.evaluate(
        """tools => [...tools.children].map(tool => tool.getBoundingClientRect())
            .filter(box => box.left < tools.getBoundingClientRect().right - 15
                && box.right > tools.getBoundingClientRect().right).length"""
    )

    assert cut == 1
    tools.get_by_role("button").last.scroll_into_view_if_needed()
    expect(tools.get_by_role("button").last).to_be_in_viewport()
