"""What members write comes out as they meant it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from community.markup import RENDERER_VERSION, TooComplex, plain_text, render, render_literally
from community.markup.sanitising import sanitise
from tests.community.markup.pathological import MARKDOWN_PIECES

MARKUP = st.lists(st.sampled_from(MARKDOWN_PIECES) | st.text(max_size=8), max_size=60).map("".join)


def html_of(source: str) -> str:
    return render(source).html.strip()


def test_the_version_is_stored_with_the_text():
    assert render("Hello").version == RENDERER_VERSION


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("Hello **you**", '<p dir="auto">Hello <strong>you</strong></p>'),
        ("one\ntwo", '<p dir="auto">one<br>\ntwo</p>'),
        ("~~gone~~ *soft*", '<p dir="auto"><s>gone</s> <em>soft</em></p>'),
        ("- a\n- b", '<ul dir="auto">\n<li>a</li>\n<li>b</li>\n</ul>'),
        ("3. a", '<ol start="3" dir="auto">\n<li>a</li>\n</ol>'),
        ("> a", '<blockquote>\n<p dir="auto">a</p>\n</blockquote>'),
        ("a\n\n---", '<p dir="auto">a</p>\n<hr>'),
        ("[a]() ![b]() ![]()", '<p dir="auto">a b </p>'),
        ("`a < b`", '<p dir="auto"><code>a &lt; b</code></p>'),
        (" \n\u200b", '<p dir="auto">\u200b</p>'),
        ("", ""),
    ],
)
def test_markdown_becomes_html(source, html):
    assert html_of(source) == html


def test_each_block_finds_its_own_reading_direction():
    """A-UN-03, A-UN-11."""
    html = html_of("Hallo\n\nשלום\n\n- שלום\n\n# שלום")

    assert html.count('dir="auto"') == 4


def test_headings_lie_below_the_title_of_the_page_and_leave_no_level_out():
    html = html_of("## A\n\n#### B\n\n# C\n\n## D\n\n### E\n\n#### F\n\n##### G")

    assert [html[at + 1 : at + 3] for at in _places(html, "<h")] == "h3 h4 h3 h4 h5 h6 h6".split()


def test_headings_of_one_level_stay_on_one_level():
    html = html_of("## A\n\n## B\n\n#### C\n\n#### D\n\n## E\n\n### F")

    assert [html[at + 1 : at + 3] for at in _places(html, "<h")] == "h3 h3 h4 h4 h3 h4".split()


def test_a_wide_table_scrolls_in_a_frame_that_the_keyboard_reaches():
    html = html_of("| a | b | c |\n|---|:-:|--:|\n| 1 | 2 | 3 |")

    assert html.startswith('<div class="table-wrap" tabindex="0">\n<table dir="auto">')
    assert '<th>a</th>\n<th class="cell-center">b</th>\n<th class="cell-end">c</th>' in html
    assert html.endswith("</table>\n</div>")


@pytest.mark.parametrize(
    ("source", "link"),
    [
        ("![The light](https://img.de/a.png)", ("https://img.de/a.png", "The light")),
        ("![](https://img.de/a.png)", ("https://img.de/a.png", "https://img.de/a.png")),
        ("[![The light](https://img.de/a.png)](https://y.de)", ("https://y.de", "The light")),
    ],
)
def test_an_image_from_elsewhere_is_a_link(source, link):
    """A-PR-01."""
    href, text = link

    assert f'<a href="{href}" rel="nofollow ugc noopener">{text}</a>' in html_of(source)
    assert "<img" not in html_of(source)


def test_plain_text_and_nothing_else_stays_plain_text():
    source = "Preis < 5 € & > 3 €, \"so\" 'steht' es"

    assert plain_text(html_of(source)) == source


def test_a_text_can_be_shown_literally():
    html = render_literally("# *no*\n<b>\n\n[x](https://a.de) \x00").html

    assert html == ('<p dir="auto"># *no*<br>&lt;b&gt;</p>\n<p dir="auto">[x](https://a.de) </p>')


@settings(max_examples=150, deadline=None)
@given(MARKUP)
def test_whatever_is_written_is_rendered_or_refused_and_stays_clean(source):
    """A-DO-01: no other exception; A-XS-04: sanitising the result changes nothing."""
    try:
        html = render(source).html
    except TooComplex:
        return
    assert sanitise(html) == html


@settings(max_examples=100, deadline=None)
@given(st.text(st.characters(codec=None)))
def test_a_literal_text_loses_no_word_and_stays_clean(source):
    html = render_literally(source).html

    assert sanitise(html) == html


def _places(text: str, part: str) -> list[int]:
    return [at for at in range(len(text)) if text.startswith(part, at)]
