"""Sign in, ask and answer without a mouse; where the focus is can be seen all the way (L-AC-03)."""

from collections.abc import Callable

from playwright.sync_api import expect

from tests.journeys.keyboard import press_by_keyboard, tab_to
from tests.journeys.visitor import Visitor

PASSWORD = "fjordnet-demo-2026"
TITLE = "Which channel does the baby monitor disturb?"


def test_sign_in_ask_and_answer_by_keyboard_alone(visit: Callable[..., Visitor]) -> None:
    member = visit()
    member.go("/account/login/")
    for name, text in (("login", "heike@example.org"), ("password", PASSWORD)):
        tab_to(member, member.page.locator(f"[name={name}]"))
        member.page.keyboard.type(text)
    member.page.keyboard.press("Enter")
    expect(member.page.locator("details.menu.me")).to_be_visible()

    press_by_keyboard(member, member.link("Ask a question", member.page.locator("header")))
    tab_to(member, member.page.locator("[name=title]"))
    member.page.keyboard.type(TITLE)
    tab_to(member, member.page.locator("[name=body]"))
    member.page.keyboard.type("The picture freezes whenever somebody downloads something.")
    press_by_keyboard(member, member.button("Post question"))
    expect(member.page.locator("h1")).to_have_text(TITLE)

    tab_to(member, member.page.locator("#answer-form textarea"))
    member.page.keyboard.type("Channel 11, as I found out myself.")
    member.page.keyboard.press("Control+Enter")
    expect(member.page.locator("article.post")).to_contain_text("Channel 11")


def test_skip_link_and_slash_lead_past_the_bar(visit: Callable[..., Visitor]) -> None:
    reader = visit()
    reader.go("/questions/")
    press_by_keyboard(reader, reader.link("Skip to the content"))
    expect(reader.page.locator("main")).to_be_focused()
    reader.page.keyboard.press("/")
    expect(reader.page.locator(".search input")).to_be_focused()


def test_focus_stays_on_the_vote_and_goes_to_what_is_opened(visit: Callable[..., Visitor]) -> None:
    member = visit()
    member.go("/")
    member.play("lena")
    member.go("/search/?q=router+loses+5+GHz+network+after+firmware&only=solved")
    member.page.locator("article.qrow h2 a").first.click()
    vote = member.page.locator("[id^=vote-up]").first
    pressed = vote.get_attribute("aria-pressed")
    vote.focus()
    member.page.keyboard.press("Enter")
    expect(vote).not_to_have_attribute("aria-pressed", pressed or "")
    expect(vote).to_be_focused()

    member.go("/questions/ask/")
    member.fill(title="router loses 5 GHz after the update")
    member.page.locator(".suggestion .btn").first.click()
    expect(member.page.locator(".suggestion.open h3")).to_be_focused()
