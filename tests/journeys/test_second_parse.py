"""What the sanitiser lets through is read by browsers as it was meant, however often."""

import pytest
from playwright.sync_api import Browser, Page

from community.markup import render, render_literally
from community.markup.from_html import markdown_from_html
from community.markup.sanitising import sanitise
from tests.community.markup.test_hostile import BAD_TARGETS, RAW_HTML

# Each parses to something else the second time, where a sanitiser is careless.
MUTATING = (
    *("<svg></p><style><a id='</style><img src=x onerror=run()>'>", "<svg><p><style><img src=x>"),
    *("<math><mi><mglyph><style><img src=x onerror=run()>", "<math><mtext><table><mglyph><style>"),
    *("<noscript><p title='</noscript><img src=x onerror=run()>'>", "<xmp><p title='</xmp><img>'>"),
    *("<form><div></form><form>x", "<table><td><form><a><b></table>x", "<select><template><p>x"),
    *("<!--<!--><img src=x onerror=run()>-->", "<![CDATA[<img src=x onerror=run()>]]>"),
    *("<a href='x'><a href='y'>z", "<b><i></b><p></i>x", "<p><table><p>x", "<textarea></p>x"),
    *("<iframe srcdoc='<script>run()</script>'>", "<title><img src=x onerror=run()></title>"),
    *("<svg><desc><img src=x onerror=run()>", "<svg><foreignobject><p><style><img>", "<plaintext>"),
    *("<p>\x00<img src=x onerror=run()>", "</br>"),
    "<a title='&#10;\"><img src=x onerror=run()>'>x",
)
IMAGE = "![a ` < \" ' > b](/images/0123456789abcdef01234567-60x40)"
FRAMES = ("{}", "- {}", "> {}", "# {}", "|{}|\n|-|", "[{}](https://a.de)", f"{IMAGE} {{}}")
READ_TWICE = """html => {
    const first = document.createElement('div');
    first.innerHTML = html;
    const second = document.createElement('div');
    second.innerHTML = first.innerHTML;
    const foreign = 'script, style, svg, math, iframe, form, object, [onerror], [onload], [id]';
    const isForeign = [first, second].some((tree) => tree.querySelector(foreign));
    return first.isEqualNode(second) && !isForeign;
}"""


@pytest.fixture(scope="module")
def page(browser: Browser) -> Page:
    context = browser.new_context(offline=True)
    yield context.new_page()
    context.close()


def safe_html() -> list[str]:
    """Of every hostile text: written in a post, brought by an import, and at the last door."""
    sources = [
        frame.format(text.replace("\n", " ")) for frame in FRAMES for text in (*RAW_HTML, *MUTATING)
    ]
    sources += [f"[x]({target})" for target in BAD_TARGETS]
    texts = [render(source).html for source in sources]
    texts += [render_literally(source).html for source in sources]
    texts += [render(markdown_from_html(html)).html for html in (*RAW_HTML, *MUTATING)]
    return texts + [sanitise(html) for html in (*RAW_HTML, *MUTATING)]


def test_a_second_parser_builds_the_same_tree(page: Page) -> None:
    """A-XS-04: sanitise, put into a document, serialise, parse again."""
    texts = safe_html()

    changed = page.evaluate(f"texts => texts.filter(html => !({READ_TWICE})(html))", texts)

    assert len(texts) > 500
    assert changed == []
