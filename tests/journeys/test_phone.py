"""On a phone: nothing is wider than the screen, and the menu leads everywhere."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.journeys.visitor import Visitor
from tests.journeys.walking import walk

PHONE = {"viewport": {"width": 375, "height": 740}, "has_touch": True, "is_mobile": True}
SMALLEST = PHONE | {"viewport": {"width": 320, "height": 640}}
TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
LONG = "Glasfaseranschlussübergabepunktabdeckungsverriegelungsschraube"


@pytest.mark.parametrize("screen", [PHONE, SMALLEST], ids=["375", "320"])
def test_no_page_is_wider_than_the_screen(visit: Callable[..., Visitor], screen: dict) -> None:
    curator = visit("de", **screen)
    curator.play("jana")
    wider: list[str] = []

    def fits(shape: str) -> None:
        if curator.page.evaluate(TOO_WIDE):
            wider.append(shape)

    walk(curator, fits)
    assert wider == []


def test_a_word_of_sixty_letters_breaks_instead_of_widening_the_page(
    visit: Callable[..., Visitor],
) -> None:
    asker = visit("de", **SMALLEST)
    asker.play("lena")
    asker.ask(f"{LONG} klemmt", f"Die `{LONG}` klemmt. {LONG}!\n\n    {LONG * 3}")
    assert asker.page.evaluate(TOO_WIDE) == 0
    asker.go("/questions/")
    assert asker.page.evaluate(TOO_WIDE) == 0


def test_the_menu_leads_to_sign_in_questions_articles_and_the_other_language(
    visit: Callable[..., Visitor],
) -> None:
    reader = visit("en", **PHONE)
    reader.go("/")
    menu = reader.page.locator("details.menu.all")
    panel = menu.get_by_role("navigation")
    menu.locator("summary").tap()
    for name in ("Sign in", "Questions", "Knowledge base"):
        expect(reader.link(name, panel)).to_be_in_viewport()
    reader.page.keyboard.press("Escape")
    expect(panel).to_be_hidden()

    menu.locator("summary").tap()
    reader.link("Knowledge base", panel).tap()
    expect(reader.page).to_have_url(reader.address("/knowledge/"))
    menu.locator("summary").tap()
    panel.locator("a[lang=de]").tap()
    expect(reader.page.locator("html")).to_have_attribute("lang", "de")
