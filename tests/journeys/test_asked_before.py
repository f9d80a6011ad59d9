"""Two questions that ask the same: one leads to the other, or both become one thread."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, expect

from knowledge.demo.accounts import PASSWORD
from tests.journeys.browsing import PLAIN_PHONE
from tests.journeys.keyboard import press_by_keyboard, write_by_keyboard
from tests.journeys.visitor import Visitor

MODERATOR = "anke@example.org"
OLDER = "The television hears the neighbour's remote control"
NEWER = "My television listens to a remote control next door"
DIFFERENT = "Mine is a radio remote, not an infrared one."


@pytest.mark.parametrize(
    ("language", "window"), [("de", {}), ("en", PLAIN_PHONE)], ids=["desk", "plain phone"]
)
def test_duplicate_is_proposed_decided_and_objected_to_once(
    visit: Callable[..., Visitor], language: str, window: dict
) -> None:
    asker, member, curator = (visit(language, **window) for _each in range(3))
    original, question = two_questions(asker, f" ({language})")
    propose(member, question, original)

    curator.play("jana")
    decide_that_it_is_the_same(curator, f"{NEWER} ({language})")
    asker.page.goto(question)
    closed = asker.page.locator("#closed")
    expect(closed.get_by_role("link", name=OLDER)).to_have_attribute("href", path_of(original))
    expect(asker.button("Post answer")).to_have_count(0)

    asker.link("My case is different", closed).click()
    asker.fill(explanation=DIFFERENT)
    asker.page.locator("main form .btn.primary").click()
    expect(asker.page.locator("#differs")).to_contain_text(DIFFERENT)
    expect(asker.page.locator("#closed")).to_have_count(0)

    close_again(curator, question, original)
    asker.page.goto(question)
    expect(asker.page.locator("#closed")).to_be_visible()
    expect(asker.link("My case is different")).to_have_count(0)


def test_duplicate_is_proposed_by_keyboard_alone(visit: Callable[..., Visitor]) -> None:
    """L-AC-03"""
    asker, member = visit(), visit()
    original, question = two_questions(asker, " without a mouse")
    member.play("heike")
    member.page.goto(question)

    press_by_keyboard(member, member.page.locator("#question details.more > summary"))
    press_by_keyboard(member, member.link("Was asked before", member.page.locator("#question")))
    write_by_keyboard(member, member.page.locator("[name=other]"), original)
    member.page.keyboard.press("Enter")
    press_by_keyboard(member, member.button("Yes, it is the same"))

    expect(
        member.page.get_by_text(member.say("Thank you. Somebody looks at it soon."))
    ).to_be_visible()


@pytest.mark.parametrize("window", [{}, PLAIN_PHONE], ids=["desk", "plain phone"])
def test_merged_questions_are_one_thread_and_the_old_address_leads_there(
    visit: Callable[..., Visitor], window: dict
) -> None:
    asker, helper, moderator = (visit(**window) for _each in range(3))
    mark = " on a phone" if window else " on a desk"
    original, question = two_questions(asker, mark)
    helper.play("heike")
    helper.answer(original, "Cover the receiver with felt.")
    helper.answer(question, "Pair the remote control anew.")

    moderator.sign_in(MODERATOR, PASSWORD)
    moderator.page.goto(question)
    moderator.page.locator("#question details.more > summary").click()
    moderator.link("Merge", moderator.page.locator("#question")).click()
    name_the_other(moderator, original)
    moderator.press("Merge them")
    expect(moderator.page.locator("h1")).to_contain_text(OLDER)

    reader = visit(**window)
    reader.page.goto(question)
    expect(reader.page).to_have_url(original)
    for text in ("Cover the receiver", "Pair the remote control anew"):
        expect(reader.page.locator("article.post").filter(has_text=text)).to_be_visible()
    expect(reader.page.locator("article.post .moved")).to_contain_text(f"{NEWER}{mark}")


def two_questions(asker: Visitor, mark: str) -> tuple[str, str]:
    """The older and the newer one, both by the same person."""
    asker.play("lena")
    original = asker.ask(f"{OLDER}{mark}", "It changes the channel by itself.")
    return original, asker.ask(f"{NEWER}{mark}", "It switches itself off and on.")


def propose(member: Visitor, question: str, original: str) -> None:
    member.play("heike")
    member.page.goto(question)
    member.page.locator("#question details.more > summary").click()
    member.link("Was asked before", member.page.locator("#question")).click()
    name_the_other(member, original)
    member.press("Yes, it is the same")
    expect(
        member.page.get_by_text(member.say("Thank you. Somebody looks at it soon."))
    ).to_be_visible()


def name_the_other(visitor: Visitor, question: str) -> None:
    visitor.page.locator("main [name=other]").fill(question)
    visitor.press("Look")


def decide_that_it_is_the_same(curator: Visitor, title: str) -> None:
    curator.go("/questions/duplicates/")
    curator.press("The same: close it", proposal(curator, title))
    expect(proposal(curator, title)).to_have_count(0)


def proposal(visitor: Visitor, title: str) -> Locator:
    return visitor.page.locator("section[id^=proposal-]").filter(has_text=title)


def close_again(curator: Visitor, question: str, original: str) -> None:
    curator.page.goto(question)
    curator.page.locator("#question details.more > summary").click()
    curator.link("Close", curator.page.locator("#question")).click()
    curator.choose("reason", "duplicate")
    curator.fill(other=original)
    curator.page.locator("main form .btn.primary").click()
    expect(curator.page.locator("#closed")).to_be_visible()


def path_of(address: str) -> str:
    return "/" + address.split("/", 3)[3]
