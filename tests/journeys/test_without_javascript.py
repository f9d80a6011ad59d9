"""Every act is a plain form first: all of it works with scripts switched off (L-AC-05)."""

from collections.abc import Callable

from playwright.sync_api import expect

from tests.journeys.visitor import PASSWORD, Visitor

TITLE = "Set-top box restarts every hour on the hour"
ANSWER = "Switch off the hourly programme update under Settings."


def test_ask_answer_vote_solve_and_search_without_a_script(visit: Callable[..., Visitor]) -> None:
    asker, helper = visit(java_script_enabled=False), visit(java_script_enabled=False)
    asker.join("Pauline N.")
    question = asker.ask(TITLE, "It shows the start picture at one, at two, at three.")
    helper.play("heike")
    helper.answer(question, ANSWER)
    helper.page.locator("#affected button").click()
    expect(helper.page.locator("#affected button")).to_have_attribute("aria-pressed", "true")

    asker.page.goto(question)
    useful = asker.button("Useful")
    useful.click()
    expect(useful).to_have_attribute("aria-pressed", "true")
    expect(asker.page.locator(".votes b")).to_contain_text("1")
    useful.click()
    expect(useful).to_have_attribute("aria-pressed", "false")
    asker.accept(question)
    asker.finds("set-top box restarts", TITLE)
    asker.press("Not solved after all")
    expect(asker.page.locator("article.post.accepted")).to_have_count(0)


def test_what_a_visitor_typed_comes_along_when_he_signs_in_to_post_it(
    visit: Callable[..., Visitor],
) -> None:
    """Sign-in with a password, since the demo's bar is no part of the product."""
    member = visit(java_script_enabled=False)
    member.join("Quentin A.")
    member.go("/account/logout/")
    member.press("Sign out")
    member.go("/questions/ask/")
    member.fill(title=TITLE, body="It comes along, and nothing is typed twice.")
    member.press("Sign in, and your text comes along")
    member.fill(login="quentina.en@example.org", password=PASSWORD)
    member.press("Sign in")
    expect(member.page.locator("[name=title]")).to_have_value(TITLE)
    member.press("Post question")
    expect(member.page.locator("h1")).to_have_text(TITLE)
