"""Every page in every state that is worth looking at, and how to get there."""

from collections.abc import Callable

from playwright.sync_api import expect

from tests.journeys.visitor import Visitor

Look = Callable[[Visitor], None]


def page(path: str) -> Look:
    return lambda visitor: visitor.go(path)


def first_of(path: str, row: str) -> Look:
    """The page behind the first link in the rows `row` of a list."""

    def look(visitor: Visitor) -> None:
        visitor.go(path)
        visitor.page.locator(f"main {row}").get_by_role("link").first.click()
        visitor.page.wait_for_load_state()

    return look


def mailbox(visitor: Visitor) -> None:
    visitor.page.goto("/dev/mail/")


def ask_with_errors(visitor: Visitor) -> None:
    visitor.go("/questions/ask/")
    visitor.press("Post question")
    expect(visitor.page.locator(".form-errors")).to_be_visible()


def ask_with_suggestions(visitor: Visitor) -> None:
    visitor.go("/questions/ask/")
    visitor.page.locator("[name=title]").press_sequentially("router loses wifi at night")
    suggestion = visitor.page.locator("#suggestions li").first
    visitor.link("Open here", suggestion).click()
    expect(visitor.page.locator("#suggestions li.open")).to_be_visible()


def login_with_errors(visitor: Visitor) -> None:
    visitor.go("/account/login/")
    visitor.fill(login="nobody@example.org", password="wrong-password")
    visitor.press("Sign in")
    expect(visitor.page.get_by_role("alert").first).to_be_visible()


def open_menu(visitor: Visitor) -> None:
    visitor.go("/questions/")
    visitor.page.locator("details.menu:visible > summary").first.click()


def my_profile(visitor: Visitor) -> None:
    visitor.go("/")
    visitor.page.goto(visitor.page.locator("a[href*='/people/']").first.get_attribute("href"))


def draft(visitor: Visitor) -> None:
    """Promote what waits; the second visit finds it among the drafts."""
    visitor.go("/curate/")
    waiting = visitor.button("Make it an article", visitor.page.locator("main"))
    drafts = visitor.page.locator("main a[href*='/curate/articles/']")
    drafts.or_(waiting).last.click()
    expect(visitor.page.locator("section.source")).to_be_visible()


FOR_ALL: dict[str, Look] = {
    "home": page("/"),
    "questions": page("/questions/"),
    "unanswered": page("/questions/unanswered/"),
    "tag": page("/tags/wifi/"),
    "product": first_of("/", "aside div + div"),
    "question": first_of("/questions/", ".qrow:has(.pill.article)"),
    "article list": page("/knowledge/"),
    "article": first_of("/knowledge/", ".qrow"),
    "search": page("/search/?q=router+wifi"),
    "search without results": page("/search/?q=qqqqqqqqqq"),
    "search without words": page("/search/"),
    "not found": page("/not-there/"),
    **{name: page(f"/{name}/") for name in ("imprint", "privacy", "accessibility", "rules")},
    **{name: page(f"/{name}/") for name in ("report", "contact")},
    "mailbox": mailbox,
}
FOR_VISITORS: dict[str, Look] = {
    "ask": page("/questions/ask/"),
    "sign in": page("/account/login/"),
    "sign in with errors": login_with_errors,
    "sign up": page("/account/signup/"),
    "reset": page("/account/password/reset/"),
    "reset sent": page("/account/password/reset/done/"),
    "look into your mail": page("/account/confirm-email/"),
    "dead link": page("/account/confirm-email/dead/"),
}
FOR_ADMINISTRATORS: dict[str, Look] = {
    "ask with errors": ask_with_errors,
    "ask with suggestions": ask_with_suggestions,
    "curate": page("/curate/"),
    "draft": draft,
    "thread": first_of("/questions/", ".qrow:has(.staffmark)"),
    "profile": my_profile,
    "notices": page("/notices/"),
    "points": page("/me/points/"),
    "e-mail": page("/account/email/"),
    "password": page("/account/password/change/"),
    "sign out": page("/account/logout/"),
    "menu": open_menu,
}
