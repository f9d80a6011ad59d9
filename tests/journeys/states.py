"""How to get to a page, or into a state of it that is worth looking at."""

from collections.abc import Callable
from uuid import uuid4

from playwright.sync_api import expect

from knowledge.demo.accounts import PASSWORD
from tests.journeys.device import Device, code_of_app
from tests.journeys.visitor import Visitor

Look = Callable[[Visitor], None]


def stay(_visitor: Visitor) -> None:
    """Where one is already."""


def page(path: str) -> Look:
    return lambda visitor: visitor.go(path)


def first_of(path: str, row: str) -> Look:
    """The page behind the first link in the rows `row` of a list."""

    def look(visitor: Visitor) -> None:
        visitor.go(path)
        visitor.page.locator(f"main {row}").get_by_role("link").first.click()
        visitor.page.wait_for_load_state()

    return look


def then(look: Look, label: str) -> Look:
    """The page behind the link `label` of another one."""

    def further(visitor: Visitor) -> None:
        look(visitor)
        visitor.link(label, visitor.page.locator("main")).first.click()
        visitor.page.wait_for_load_state()

    return further


def with_errors(look: Look, button: str) -> Look:
    """What a form says that was sent as it stood there."""

    def refused(visitor: Visitor) -> None:
        look(visitor)
        visitor.press(button)
        expect(visitor.page.locator(".form-errors")).to_be_visible()

    return refused


def play(account: str) -> Look:
    return lambda visitor: visitor.play(account)


def sign_in(email: str) -> Look:
    """As one of the demo's people whom its bar does not offer."""
    return lambda visitor: visitor.sign_in(email, PASSWORD)


def mailbox(visitor: Visitor) -> None:
    visitor.page.goto("/dev/mail/")


def open_menu(visitor: Visitor) -> None:
    visitor.go("/questions/")
    visitor.page.locator("details.menu:visible > summary").first.click()


def search_while_typing(visitor: Visitor) -> None:
    visitor.go("/questions/")
    visitor.page.locator("#search-top").press_sequentially("router")
    expect(visitor.page.get_by_role("option").first).to_be_visible()
    visitor.page.keyboard.press("ArrowDown")


# Asking and curating.


def ask_with_suggestions(visitor: Visitor) -> None:
    visitor.go("/questions/ask/")
    visitor.page.locator("[name=title]").press_sequentially("router loses wifi at night")
    suggestion = visitor.page.locator("#suggestions li").first
    visitor.button("Open here", suggestion).click()
    expect(visitor.page.locator("#suggestions li.open")).to_be_visible()


def last_look(visitor: Visitor) -> None:
    """Behind the link in a guest's mail."""
    mailbox = f"guest.{uuid4().hex}@example.org"
    visitor.ask_as_guest("Router blinks red at night", "It starts at *ten*.", mailbox)
    visitor.follow_publish_link(mailbox)


def kept_for_too_long(visitor: Visitor) -> None:
    last_look(visitor)
    visitor.house.sql("UPDATE community_pendingquestion SET expires_at = created_at")
    visitor.page.reload()
    visitor.expect_heading("Kept for too long")


def publish_as_guest(visitor: Visitor) -> None:
    last_look(visitor)
    visitor.choose("speaks_for_us", "no")
    visitor.press("Publish")
    expect(visitor.page.locator("a[href*='password/set']")).to_be_visible()


def have_a_code_mailed(visitor: Visitor) -> None:
    visitor.go("/account/confirm-by-mail/")
    visitor.page.locator("main form button.primary").first.click()
    expect(visitor.page.locator("[name=code]")).to_be_visible()


def draft(visitor: Visitor) -> None:
    """The page of its own of what waits among the drafts, the last of which is not approved yet."""
    visitor.go("/curate/drafts/")
    visitor.page.locator(".bench-row h2 a").last.click()
    visitor.page.goto(
        visitor.house.url + (visitor.page.locator("#article-form").get_attribute("action") or "")
    )
    expect(visitor.page.locator("section.source")).to_be_visible()


# Signing in.


def login_with_errors(visitor: Visitor) -> None:
    visitor.go("/account/login/")
    visitor.fill(login="nobody@example.org", password="wrong-password")
    visitor.press("Sign in")
    expect(visitor.page.get_by_role("alert").first).to_be_visible()


def code_is_mailed(visitor: Visitor) -> None:
    visitor.go("/account/login/code/")
    visitor.fill(email="nobody@example.org")
    visitor.page.locator("main form button.primary").click()
    visitor.expect_heading("Look into your mail")


def new_password(visitor: Visitor) -> None:
    visitor.go("/account/password/reset/")
    visitor.fill(email="lena@example.org")
    visitor.page.locator("main form button.primary").click()
    visitor.follow_mail("lena@example.org", "/password/reset/key/")


# People as others see them, and what mails lead to.


def profile_of(name: str) -> Look:
    def look(visitor: Visitor) -> None:
        visitor.go(f"/people/?q={name}")
        visitor.page.locator("#members a.person").first.click()
        visitor.page.wait_for_load_state()

    return look


def former_member(visitor: Visitor) -> None:
    [gone, *_more] = visitor.house.sql("SELECT id FROM accounts_user WHERE erased_at IS NOT NULL")
    visitor.go(f"/people/{gone[0]}/")
    visitor.expect_heading("Former member")


def my_profile(visitor: Visitor) -> None:
    visitor.page.goto(visitor.address_of_my_profile())


def with_bad_name(visitor: Visitor) -> None:
    visitor.go("/me/profile/")
    visitor.fill(display_name="Fjordnet")
    visitor.press("Save")
    expect(visitor.page.locator(".form-errors")).to_be_visible()


def unsubscribe(visitor: Visitor) -> None:
    visitor.follow_mail("heike@example.org", "/unsubscribe/")


def renew(visitor: Visitor) -> None:
    visitor.go("/me/affiliation/")
    visitor.press("Prove it again: mail me the link")
    visitor.follow_mail("miriam.vogt@fjordnet.example", "/me/affiliation/renew/")


def confirm_again(visitor: Visitor) -> None:
    visitor.go("/me/mail/")
    visitor.press("Confirm the address again")
    visitor.follow_mail("piet.lorenzen@nordlicht-service.example", "/confirm-address/")


# A newcomer with a mailbox of the company; each state goes on where the one before it ended.


def arrive(visitor: Visitor) -> None:
    mark = uuid4().hex
    visitor.sign_up(f"Newcomer {mark[:8]}", f"n{mark}@fjordnet.example")


def ask_to_be_marked(visitor: Visitor) -> None:
    visitor.go("/me/affiliation/request/")
    visitor.choose("kind", "employee")
    visitor.fill(full_name="Nele Wiegand", role_title="Shop")
    visitor.press("Send the request")
    visitor.expect_heading("Your request waits for an administrator")


def say_no_after_all(visitor: Visitor) -> None:
    visitor.press("Withdraw the request")
    visitor.go("/me/declare/")
    visitor.choose("answer", "no")
    visitor.press("Continue")
    visitor.expect_heading("An administrator looks at your answer")


def ask_to_be_erased(visitor: Visitor) -> None:
    visitor.go("/me/privacy/erase/")
    visitor.choose("texts", "keep")
    visitor.press("Erase my account in seven days")
    expect(visitor.button("Keep my account")).to_be_visible()


# A careful member, who sets up all there is.


def arrive_with_a_phone(visitor: Visitor) -> None:
    mark = uuid4().hex
    visitor.sign_up(f"Careful {mark[:8]}", f"c{mark}@example.org")
    Device(visitor)


def set_up_a_passkey(visitor: Visitor) -> None:
    """Its end is the list of recovery codes."""
    visitor.go("/account/2fa/webauthn/add/")
    visitor.press("Set up a passkey")
    visitor.expect_heading("Recovery codes")


def set_up_an_app(visitor: Visitor) -> None:
    visitor.go("/account/2fa/totp/activate/")
    secret = visitor.page.locator("main code").inner_text()
    visitor.fill(code=code_of_app(secret))
    visitor.press("Set up")
    visitor.go("/account/2fa/totp/deactivate/")
    visitor.expect_heading("Remove the authenticator app?")


def second_step(visitor: Visitor) -> None:
    visitor.go("/account/logout/")
    visitor.press("Sign out")
    visitor.sign_in(visitor.mailbox)
    visitor.expect_heading("Second step")
