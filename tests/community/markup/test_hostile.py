"""What is written to do harm comes out as text."""

import re

import pytest

from community.markup import render, render_literally
from community.markup.sanitising import sanitise

TAG = re.compile(r"<[^>]+>")
HARMLESS = re.compile(
    r"</?(?:p|h[3-6]|[uo]l|li|blockquote|hr|br|strong|em|s|a|code|pre|span|div|table|thead|tbody"
    r"|t[rhd]|img)"
    r'(?: dir="(?:auto|ltr)"| tabindex="0"| start="\d+"| rel="nofollow ugc noopener"'
    r'| class="(?:t-[a-z]+|language-[a-z]+|table-wrap|cell-[a-z]+)"'
    r'| href="(?:https?://|mailto:)[^"\s]+"| (?:href|src)="/images/[0-9a-f]{24}-\d+x\d+"'
    r'| (?:width|height)="\d+"| alt="[^"<>]*"| loading="lazy"| decoding="async")*>'
)

RAW_HTML = (
    *("<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<svg onload=alert(1)>"),
    *(
        "<b>bold</b>",
        "<!-- comment -->",
        "<?php ?>",
        "<![CDATA[x]]>",
        "<iframe src=//evil></iframe>",
    ),
    *("<svg><style><img src=x onerror=alert(1)>", "<math><mglyph><style><img src=x onerror=1>"),
    *("<noscript><title></noscript><img src=x onerror=1>", "<xmp></xmp><img src=x onerror=1>"),
    *("<template><script>1</script></template>", "<!--><img src=x onerror=1>-->", "<a id=search>"),
    *("<input name=csrfmiddlewaretoken>", '<p class="badge-employee" style="position:fixed">'),
    *("<base href=//evil>", "<form action=//evil>", "<img src='//evil?", "<table><a><b>", "</div>"),
)

BAD_TARGETS = (
    *(
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "java\tscript:alert(1)",
        " javascript:alert(1)",
    ),
    *("&#106;avascript:alert(1)", "javascript&colon;alert(1)", "javascript\u200b:alert(1)"),
    *("\u200bjavascript:alert(1)", "javascript%3Aalert(1)", "data:text/html,x", "vbscript:x"),
    *(
        "file:///etc/passwd",
        "ftp://a.de/x",
        "//evil",
        "///evil",
        "\\\\evil",
        "/\\evil",
        "https:evil",
    ),
    *("https:/evil", "https:///evil", "https:\\\\evil", "http://", "https://?x", "https://#x"),
    *(
        "https://a.de@evil.com",
        "https://a.de:x@evil.com/",
        "https://a.de\\@evil.com",
    ),
    *("https://a.de:99999/", "mailto:", "mailto:x", 'mailto:"a"@b.de', "mailto:a@b.de,c@d.de"),
    *("#top", "?page=2", "a.html", "blob:x", "intent://x", "https\u200b://evil"),
    *("https://ev\u00adil\u202e.com", "https://-/", "https://./"),
)


@pytest.mark.parametrize("html", RAW_HTML)
def test_html_is_shown_as_text(html):
    """A-XS-03, A-XS-04, A-XS-06."""
    for source in (html, f"a {html} b", f"- {html}", f"> {html}", f"# {html}", f"|{html}|\n|-|"):
        assert_harmless(render(source).html)
    assert "&lt;" in render(f"a {html}").html


@pytest.mark.parametrize("target", BAD_TARGETS)
def test_a_link_to_anything_but_the_web_or_a_mailbox_is_text(target):
    """A-XS-02."""
    sources = (
        *(f"[x]({target})", f"[x](<{target}>)", f"![x]({target})", f"<{target}>", target),
        *(f"[x]: {target}\n\n[x]", f"[x]: <{target}>\n\n![x]", f"[![x]({target})]({target})"),
    )
    for source in sources:
        html = render(source).html
        assert_harmless(html)
        assert not re.search(r'href="(?!https://(?:ev|a\.de"))', html), html


@pytest.mark.parametrize("target", BAD_TARGETS)
def test_the_last_door_takes_a_bad_link_from_html_as_well(target):
    """A-XS-02: even where the parser would let it pass."""
    assert "href" not in sanitise(f'<a href="{target.replace("&", "&amp;")}">x</a>')


@pytest.mark.parametrize(
    "html",
    [
        '<p id="search" name="x" style="position:fixed" class="badge-employee" onclick="x">a</p>',
        '<span class="badge-employee" title="x">a</span>',
        '<div class="modal" tabindex="-1" role="dialog">a</div>',
        '<code class="language-x badge">a</code>',
        '<pre dir="rtl" tabindex="5" contenteditable>a</pre>',
        '<a target="_top" rel="opener" download ping="//evil">a</a>',
        '<ol start="-1" type="a" reversed>a</ol>',
    ],
)
def test_no_attribute_but_our_own_passes_the_last_door(html):
    """A-XS-06."""
    assert "=" not in sanitise(html)


@pytest.mark.parametrize(
    "info",
    [
        *('"><img src=x onerror=alert(1)>', "python onload=alert(1)", "x' onclick='1", "{.badge}"),
        *("python{#search}", "<script>", "&quot;&gt;", "\u202epython", "badge-employee", "\x00"),
    ],
)
def test_the_language_of_code_cannot_leave_its_attribute(info):
    """A-XS-13."""
    html = render(f"```{info}\na\n```").html

    assert_harmless(html)
    assert re.fullmatch(
        r'<pre dir="ltr" tabindex="0"><code(?: class="language-python")?>a\n</code></pre>\n', html
    )


@pytest.mark.parametrize("html", RAW_HTML)
def test_a_literal_text_is_harmless_too(html):
    assert_harmless(render_literally(html).html)


def test_foreign_links_gain_nothing_and_see_nothing():
    """A-XS-14."""
    html = render("[a](https://evil.com) <b@c.de> https://d.de", own_hosts={"we.de"}).html

    assert html.count('rel="nofollow ugc noopener"') == html.count("<a ") == 3
    assert "target" not in html


def test_links_to_our_own_pages_are_not_marked_as_foreign():
    html = render("https://WE.de/x https://we.de.evil.com/", own_hosts={"we.de"}).html

    assert '<a href="https://WE.de/x">' in html
    assert '<a href="https://we.de.evil.com/" rel="nofollow ugc noopener">' in html


def assert_harmless(html: str) -> None:
    assert sanitise(html) == html
    assert [tag for tag in TAG.findall(html) if not HARMLESS.fullmatch(tag)] == []


def test_a_path_without_a_host_leads_to_a_page_of_ours(settings):
    """A-XS-02: what comes out has our host, whatever stands behind it."""
    for path in ("/questions/1", "/en/questions/1/x/?answer=2#answer-2", "/x//evil.example"):
        html = render(f"[x]({path})").html
        assert html == f'<p dir="auto"><a href="{settings.BASE_URL}{path}">x</a></p>\n'
