"""Heike sets up a passkey and signs in without a password, on a device that the browser plays."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, expect

from knowledge.demo.accounts import PASSWORD
from tests.journeys.browsing import new_visitor
from tests.journeys.device import Device
from tests.journeys.house import House
from tests.journeys.visitor import Visitor

HEIKE = "heike@example.org"


@pytest.fixture
def heike(visit: Callable[..., Visitor]) -> Visitor:
    return visit(by_name=True)


def sign_in_by_password(visitor: Visitor) -> None:
    visitor.sign_in(HEIKE, PASSWORD)
    expect(visitor.page.locator("details.menu.me")).to_be_attached()


def sign_out(visitor: Visitor) -> None:
    visitor.go("/account/logout/")
    visitor.press("Sign out")
    expect(visitor.page.locator("details.menu.me")).not_to_be_attached()


def test_passkey_instead_of_a_password(heike: Visitor):
    device = Device(heike)
    sign_in_by_password(heike)

    heike.go("/account/2fa/")
    heike.link("Set up a passkey").click()
    heike.press("Set up a passkey")
    expect(heike.page.locator("h1")).to_have_text("Recovery codes")
    expect(heike.page.locator(".codes li")).to_have_count(10)
    assert len(device.passkeys()) == 1

    sign_out(heike)
    heike.go("/account/login/?next=/en/me/points/")
    heike.press("Sign in with a passkey")
    expect(heike.page).to_have_url(heike.address("/me/points/"))

    heike.go("/account/sessions/")
    expect(heike.page.locator(".rows li")).to_contain_text("Chrome on Linux")

    # Somebody else has the phone, but not the finger.
    sign_out(heike)
    device.knows_its_owner(False)
    heike.go("/account/login/")
    heike.press("Sign in with a passkey")
    expect(heike.page.get_by_text("That was cancelled or took too long")).to_be_visible()

    # By password, the passkey is the second step.
    device.knows_its_owner(True)
    heike.fill(login=HEIKE, password=PASSWORD)
    heike.page.locator("main form:has([name=password]) button").click()
    expect(heike.page.locator("h1")).to_have_text("Second step")
    heike.press("Use your passkey")
    expect(heike.page.locator("details.menu.me")).to_be_attached()

    heike.go("/account/2fa/webauthn/")
    heike.link("Remove").click()
    heike.press("Remove")
    heike.go("/account/2fa/")
    expect(heike.page.locator("main")).to_contain_text("You get them with your first passkey")


def test_number_instead_of_a_name_has_no_passkeys_and_says_why(visit):
    lena = visit("en")

    lena.go("/account/login/")
    expect(lena.button("Sign in with a passkey")).to_have_count(0)
    lena.play("lena")
    lena.go("/account/2fa/")

    expect(lena.page.locator("main")).to_contain_text("Passkeys belong to a name")


def test_sign_in_page_without_javascript_is_whole(browser: Browser, house: House):
    visitor = new_visitor(browser, house, "en", java_script_enabled=False)

    visitor.go("/account/login/")

    expect(visitor.page.get_by_text("Sign in with a passkey")).not_to_be_visible()
    expect(visitor.page.locator("main [name=password]")).to_be_visible()
    visitor.context.close()
