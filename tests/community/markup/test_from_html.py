"""Foreign HTML becomes Markdown that means the same."""

import re
from html import unescape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from community.markup import TooComplex, plain_text, render
from community.markup.from_html import MOST_HTML, cut, markdown_from_html
from tests.community.markup.pathological import HTML_PIECES, repeated
from tests.community.markup.test_hostile import RAW_HTML, assert_harmless

SIGNS = st.text(st.sampled_from("ab1 *_`~#+-=>.)(][!|\\<&;:^\"'$%"), max_size=40)


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("<p>a<br>b</p><p>c</p>", "a\nb\n\nc"),
        ("<b>a</b> <em>b</em> <del>c</del>", "**a** *b* ~~c~~"),
        ("<b>Note:</b>text", "**Note**:text"),
        ("<b><b>a</b></b>", "**a**"),
        ("<b><p>a</p><p>b</p></b>", "a\n\nb"),
        ("a<b>&nbsp;b </b>c", "a **b** c"),
        ("<h1>A<br>b</h1><h2>C #</h2>", "# A b\n\n## C \\#"),
        ("<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>", "- a\n  - b\n- c"),
        ("<ol start=3><li>a</li><li>b</li></ol>", "3. a\n4. b"),
        ("<blockquote><p>a</p><p>b</p></blockquote>c", "> a\n>\n> b\n\nc"),
        ("<pre><code>a\n\n  b</code></pre>", "```\na\n\n  b\n```"),
        ("<pre>a ``` b</pre>", "````\na ``` b\n````"),
        ("<code>a ` b</code>", "`` a ` b ``"),
        ('<a href="https://a.de/x_(y)">see [1]</a>', r"[see \[1\]](https://a.de/x_%28y%29)"),
        ('<a href="https://a.de/_x_">https://a.de/_x_</a>', "<https://a.de/_x_>"),
        ('<a href="/relative">a</a> <a href="javascript:x">b</a>', "a b"),
        ('<img src="https://a.de/b.png" alt="The light">', "[The light](https://a.de/b.png)"),
        ('<img src="https://a.de/b.png">', "<https://a.de/b.png>"),
        ('<a href="https://b.de"><img src="https://a.de/b.png" alt="x"></a>', "[x](https://b.de)"),
        ("<dl><dt>a</dt><dd>b</dd></dl><section>c</section>d", "a\n\nb\n\nc\n\nd"),
        ("2<sup>n</sup> 2<sup>n+1</sup>", "2^n 2^(n+1)"),
        (
            "<table><thead><tr><th>a</th><th>b|c</th></tr></thead>"
            "<tbody><tr><td>1<br>2</td><td>3</td></tr></tbody></table>",
            "| a | b\\|c |\n| --- | --- |\n| 1 2 | 3 |",
        ),
        ("https://a.de", "https://a.de"),
        ("a.txt", "a.txt"),
        ("", ""),
    ],
)
def test_html_becomes_markdown(html, markdown):
    assert markdown_from_html(html) == markdown


@pytest.mark.parametrize(
    "text",
    [
        *("# no heading", "- no item", "+ no item", "* no item", "1. no item", "2) no item"),
        *("> no quote", "---", "===", "***", "```", "~~~", "|---|", ":-:", "    no code"),
        *("*no* _no_ **no** ~~no~~ `no`", "[no](https://a.de)", "![no](x)", "[no]: x", "<b>no</b>"),
        *(
            "<https://a.de>",
            "&lt; &copy; &#65;",
            r"C:\Users\*",
            "__init__ snake_case",
            "a | b",
            "\\",
        ),
        *("https://a.de/_x_y", "# a #", "a #", "1986. A great year", "<!-- no -->"),
    ],
)
@pytest.mark.parametrize(
    "frame", ["<p>{}</p>", "<p>a<br>{}</p>", "<ul><li>{}</li></ul>", "<b>{}</b>"]
)
def test_text_that_looks_like_markup_stays_text(text, frame):
    html = frame.format(text.replace("&", "&amp;").replace("<", "&lt;"))

    assert shown(html) == shown(frame.format("")) + squeezed(text)


@given(SIGNS)
def test_any_signs_stay_literal(text):
    html = f"<p>{text.replace('&', '&amp;').replace('<', '&lt;')}</p>"
    rendered = render(markdown_from_html(html)).html

    assert squeezed(unescape(re.sub(r"</?p[^>]*>", "", rendered))) == squeezed(text)


@pytest.mark.parametrize("html", RAW_HTML)
def test_hostile_html_becomes_harmless_markdown(html):
    """A-XS-04: what an import brings is cleaned."""
    assert_harmless(render(markdown_from_html(f"<p>a</p>{html}<p>b</p>")).html)


@pytest.mark.parametrize("piece", HTML_PIECES)
def test_huge_and_deep_html_has_an_end(piece):
    """A-DO-01, A-DO-03."""
    markdown = cut(markdown_from_html(repeated(piece, MOST_HTML // 4)), 20_000, "The end was cut.")
    try:
        assert_harmless(render(markdown).html)
    except TooComplex:
        return


@pytest.mark.parametrize("tags", ["<ul><li>", "<ol><li>", "<blockquote>", "<blockquote><ul><li>"])
def test_what_lies_too_deep_is_flattened_so_that_it_renders(tags):
    """A-DO-03."""
    html = render(markdown_from_html(f"{tags * 200}the words")).html

    assert plain_text(html).endswith("the words")


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(HTML_PIECES) | st.text(max_size=6), max_size=30).map("".join))
def test_any_html_becomes_markdown_that_renders_or_is_refused(html):
    try:
        assert_harmless(render(markdown_from_html(html)).html)
    except TooComplex:
        return


@pytest.mark.parametrize(
    ("markdown", "limit", "expected"),
    [
        ("short", 5, "short"),
        ("one\n\ntwo\n\nthree", 14, "one\n\n(cut)"),
        ("one\n\ntwo\n\nthree", 16, "one\n\ntwo\n\nthree"),
        ("a long line of words", 15, "a long…\n\n(cut)"),
        ("one\n\n```\na\n\nb\n\nc\n```", 19, "one\n\n(cut)"),
        ("```\na\n\nb\n\nc and more\n```", 20, "```\na\n\nb…\n```\n\n(cut)"),
    ],
)
def test_a_long_text_is_cut_between_paragraphs_and_says_so(markdown, limit, expected):
    assert cut(markdown, limit, "(cut)") == expected


@given(st.text("a`\n >", max_size=200), st.integers(min_value=30, max_value=80))
def test_a_cut_text_is_never_too_long(markdown, limit):
    assert len(cut(markdown, limit, "(cut)")) <= limit


def shown(html: str) -> str:
    return squeezed(plain_text(render(markdown_from_html(html)).html))


def squeezed(text: str) -> str:
    return "".join(text.split())
