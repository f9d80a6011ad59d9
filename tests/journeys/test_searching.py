"""Looking for something: on a phone with filters, in vain, and by keyboard from any page."""

import re
from collections.abc import Callable

from playwright.sync_api import Locator, expect

from tests.journeys.browsing import PHONE, PLAIN_PHONE
from tests.journeys.keyboard import tab_to
from tests.journeys.visitor import Visitor

TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
IN_VAIN = "zanzibar quokka xylophone"


def results(visitor: Visitor) -> Locator:
    return visitor.page.locator("#search-results article.qrow")


def number_of_results(visitor: Visitor) -> int:
    said = visitor.page.locator("#search-results [role=status]").inner_text()
    return int(re.findall(r"\d+", said)[0])


def test_search_by_phone_with_filters(visit: Callable[..., Visitor]) -> None:
    reader = visit("en", **PHONE)
    reader.go("/questions/")
    box = reader.page.locator("#search-top")
    box.tap()
    room = box.evaluate("box => box.closest('form').getBoundingClientRect().width")
    assert room > 330
    box.press_sequentially("router")
    expect(reader.page.get_by_role("option").first).to_be_visible()
    assert reader.page.evaluate(TOO_WIDE) == 0
    box.press("Enter")
    expect(results(reader).first).to_be_visible()
    everything = number_of_results(reader)

    filters = reader.page.locator("details.filters")
    expect(filters.get_by_role("navigation")).to_be_hidden()
    filters.locator("summary").tap()
    solved = filters.get_by_role("listitem").filter(has_text=reader.say("Solved"))
    promised = int(re.findall(r"\d+", solved.inner_text())[0])
    reader.link("Solved", filters).tap()

    expect(reader.page).to_have_url(re.compile("only=solved"))
    assert number_of_results(reader) == promised < everything
    expect(filters.get_by_role("navigation")).to_be_hidden()
    expect(filters.locator("summary")).to_contain_text("1")
    assert reader.page.evaluate(TOO_WIDE) == 0
    reader.link("Newest").tap()
    expect(reader.page).to_have_url(re.compile("only=solved.*sort=newest"))
    reader.page.locator("a.chip").tap()
    expect(reader.page).not_to_have_url(re.compile("only="))
    assert number_of_results(reader) == everything

    results(reader).first.get_by_role("link").first.tap()
    expect(reader.page.locator("footer .human")).to_contain_text(reader.say("Not solved?"))


def test_filters_and_order_work_without_a_script(visit: Callable[..., Visitor]) -> None:
    reader = visit("de", **PLAIN_PHONE)
    reader.go("/search/?q=router")
    everything = number_of_results(reader)

    reader.link("Solved", reader.page.locator("details.filters")).tap()

    assert 0 < number_of_results(reader) < everything
    assert reader.page.evaluate(TOO_WIDE) == 0


def test_nothing_found_leads_to_asking_with_the_words(visit: Callable[..., Visitor]) -> None:
    reader = visit("en")
    reader.search(IN_VAIN)
    reader.page.wait_for_load_state()
    expect(reader.page.locator(".empty h2")).to_have_text(reader.say("Nothing found"))

    reader.link("Ask the community", reader.page.locator(".empty")).click()

    reader.expect_heading("Ask the community")
    expect(reader.page.locator("[name=title]")).to_have_value(IN_VAIN)


def test_offers_of_the_search_field_by_keyboard_alone(visit: Callable[..., Visitor]) -> None:
    """What a screen reader is told: a combobox, its list, the marked option, how many there are."""
    reader = visit("en")
    reader.go("/questions/")
    box = reader.page.locator("#search-top")
    tab_to(reader, box)
    expect(box).to_have_attribute("role", "combobox")
    expect(box).to_have_attribute("aria-expanded", "false")

    reader.page.keyboard.type("router")

    listbox = reader.page.get_by_role("listbox")
    expect(listbox).to_be_visible()
    expect(box).to_have_attribute("aria-expanded", "true")
    expect(box).to_have_attribute("aria-controls", listbox.get_attribute("id") or "")
    options = listbox.get_by_role("option")
    said = reader.page.locator("header [role=status]")
    expect(said).to_contain_text(str(options.count()))
    expect(box).not_to_have_attribute("aria-activedescendant", re.compile("."))

    reader.page.keyboard.press("ArrowDown")
    reader.page.keyboard.press("ArrowDown")
    second = options.nth(1)
    expect(second).to_have_attribute("aria-selected", "true")
    expect(options.first).to_have_attribute("aria-selected", "false")
    expect(box).to_have_attribute("aria-activedescendant", second.get_attribute("id") or "")
    expect(box).to_be_focused()

    reader.page.keyboard.press("Escape")
    expect(listbox).to_be_hidden()
    expect(box).to_have_value("router")
    expect(box).to_have_attribute("aria-expanded", "false")

    reader.page.keyboard.press("ArrowDown")
    expect(listbox).to_be_visible()
    reader.page.keyboard.press("ArrowDown")
    first = options.first
    title, address = first.locator("span").last.inner_text(), first.get_attribute("href") or ""
    reader.page.keyboard.press("Enter")
    expect(reader.page).to_have_url(re.compile(re.escape(address)))
    expect(reader.page.locator("h1")).to_have_text(title)


def test_enter_without_a_marked_option_searches(visit: Callable[..., Visitor]) -> None:
    reader = visit("en")
    reader.go("/knowledge/")
    reader.page.keyboard.press("/")
    reader.page.keyboard.type("router")
    expect(reader.page.get_by_role("option").first).to_be_visible()

    reader.page.keyboard.press("Enter")

    expect(reader.page).to_have_url(re.compile(r"/en/search/\?q=router$"))
    expect(results(reader).first).to_be_visible()


def test_field_says_when_there_is_nothing_to_offer(visit: Callable[..., Visitor]) -> None:
    reader = visit("en")
    reader.go("/questions/")
    reader.page.locator("#search-top").press_sequentially(IN_VAIN)

    expect(reader.page.locator("header [role=status]")).to_have_text(
        reader.say("No suggestions; Enter searches.")
    )
    expect(reader.page.get_by_role("listbox")).to_be_hidden()


def test_searching_leaves_nothing_on_the_device(visit: Callable[..., Visitor]) -> None:
    """L-TD-01: neither a cookie nor anything in the browser's own storage."""
    reader = visit("en")
    reader.go("/questions/")
    reader.page.locator("#search-top").press_sequentially("router")
    expect(reader.page.get_by_role("option").first).to_be_visible()
    reader.page.keyboard.press("Enter")
    reader.link("Newest").click()
    expect(reader.page).to_have_url(re.compile("sort=newest"))
    results(reader).first.get_by_role("link").first.click()
    expect(reader.page.locator("footer .human")).to_be_visible()

    assert reader.context.cookies() == []
    assert reader.page.evaluate("localStorage.length + sessionStorage.length") == 0
