"""A German page is German from the first word to the last."""

from collections.abc import Callable

from tests.journeys.visitor import Visitor
from tests.journeys.walking import walk
from tests.journeys.wording import english_only, one_line

# Texts and labels of the interface; what people wrote says its own language.
WORDS = """() => {
    const own = element => !element.closest('.prose, .demobar, script, style, [lang]:not(html)');
    const words = [];
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (texts.nextNode())
        if (own(texts.currentNode.parentElement)) words.push(texts.currentNode.data);
    for (const element of document.querySelectorAll('[title], [aria-label], [placeholder]'))
        if (own(element)) words.push(element.title, element.ariaLabel, element.placeholder);
    return words.filter(Boolean);
}"""
# Their words are for somebody who may have chosen another language.
IN_THE_LANGUAGE_OF_A_MAIL = ("/dev/mail/", "/unsubscribe/", "/confirm-address/")


def test_german_pages_hold_no_english_words(visit: Callable[..., Visitor]) -> None:
    english = english_only("de")
    leftovers: set[tuple[str, str]] = set()
    administrator = visit("de")
    administrator.play("tomasz")

    def is_german(shape: str) -> None:
        if shape.startswith(IN_THE_LANGUAGE_OF_A_MAIL):
            return
        assert administrator.page.locator("html").get_attribute("lang") == "de"
        words = map(one_line, administrator.page.evaluate(WORDS))
        leftovers.update((shape, word) for word in words if word in english)

    walk(administrator, is_german)
    assert leftovers == set()
