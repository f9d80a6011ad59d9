"""Follow a tag, hear of a new question in the list and by mail, and stop again."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, expect

from tests.journeys.browsing import PLAIN_PHONE
from tests.journeys.keyboard import press_by_keyboard
from tests.journeys.visitor import Visitor


@pytest.mark.parametrize(
    ("language", "window"), [("de", {}), ("en", PLAIN_PHONE)], ids=["desk", "plain phone"]
)
def test_who_follows_a_tag_hears_of_its_questions_until_he_stops(
    visit: Callable[..., Visitor], language: str, window: dict
) -> None:
    asker, follower = visit(language, **window), visit(language, **window)
    asker.play("lena")
    tag = f"doorbell-{language}"
    ask_with(asker, tag, f"The first question about a doorbell, {language}")
    follower.play("heike")
    follower.go(f"/tags/{tag}/")
    follower.press("Follow")
    expect(unfollow_of(follower)).to_be_visible()

    title = f"The doorbell rings by itself, {language}"
    ask_with(asker, tag, title)
    follower.expect_notice("New question", about=title)
    follower.open_mail("heike@example.org", about=title)
    expect(follower.page.locator("main")).to_contain_text(title)

    follower.go("/questions/following/?of=tags")
    expect(follower.link(tag, follower.page.locator("main"))).to_be_visible()
    follower.go(f"/tags/{tag}/")
    unfollow_of(follower).click()
    expect(follower.button("Follow")).to_be_visible()
    follower.go("/questions/following/?of=tags")
    expect(follower.link(tag, follower.page.locator("main"))).to_have_count(0)


def test_tag_is_followed_by_keyboard_alone_and_the_focus_stays(
    visit: Callable[..., Visitor],
) -> None:
    """L-AC-03"""
    member = visit()
    member.play("lena")
    member.go("/tags/wifi/")
    follow = member.page.locator("#topic-following-button")
    before = follow.get_attribute("value")

    press_by_keyboard(member, follow)

    expect(follow).not_to_have_attribute("value", before)
    expect(follow).to_be_focused()
    member.page.keyboard.press("Enter")
    expect(follow).to_have_attribute("value", before)


def unfollow_of(visitor: Visitor) -> Locator:
    return visitor.page.locator("#topic-following-button[value=unfollow]")


def ask_with(asker: Visitor, tag: str, title: str) -> None:
    asker.go("/questions/ask/")
    asker.fill(title=title, body="Nobody stands outside.")
    asker.page.locator("#id_tags").fill(tag)
    asker.press("Post question")
    expect(asker.page.locator("h1")).to_have_text(title)
    expect(asker.link(tag, asker.page.locator(".thread-head"))).to_be_visible()
