"""Web addresses become links where members mean one."""

import re

import pytest

from community.markup import render
from community.markup.links import is_own_link, is_safe_link


@pytest.mark.parametrize(
    "href",
    [
        *(
            "https://example.org",
            "http://fritz.box/",
            "HTTPS://Example.org/a?b=c#d",
            "http://router",
        ),
        *("http://192.168.1.1:8080/x", "http://[fe80::1]/", "https://xn--bcher-kva.de/%C3%BC"),
        *("mailto:a@b.de", "MAILTO:a@b.de?subject=x"),
    ],
)
def test_the_web_and_mailboxes_may_be_linked(href):
    """A-XS-02."""
    assert is_safe_link(href)


@pytest.mark.parametrize(
    ("source", "address"),
    [
        ("see https://a.de.", "https://a.de"),
        ("(https://a.de/x)", "https://a.de/x"),
        ("https://a.de/x_(y)?", "https://a.de/x_(y)"),
        ("https://a.de/foo_bar_baz*", "https://a.de/foo_bar_baz"),
        ('"https://a.de/?q=1&r=2"', "https://a.de/?q=1&amp;r=2"),
        ("**https://a.de/x**", "https://a.de/x"),
        ("http://192.168.1.1:8080/", "http://192.168.1.1:8080/"),
        ("<https://a.de/(>", "https://a.de/("),
    ],
)
def test_a_typed_address_is_a_link_without_the_signs_around_it(source, address):
    assert f'<a href="{address}" rel="nofollow ugc noopener">{address}</a>' in render(source).html


@pytest.mark.parametrize(
    "source",
    ["xhttps://a.de", "ftp://a.de", "https://", "https:// a.de", "www.a.de", "`https://a.de`"],
)
def test_what_is_no_web_address_stays_text(source):
    assert "<a " not in render(source).html


def test_an_address_within_a_link_is_no_second_link():
    html = render("[https://b.de](https://a.de)").html

    assert re.findall(r'href="([^"]*)"', html) == ["https://a.de"]


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("https://соrp.de/x", "https://xn--rp-emcl.de/x"),
        ("https://СОRP.de", "https://xn--rp-emcl.de"),
        ("https://paypaı.de", "https://xn--paypa-r4a.de"),
        ("<https://соrp.de/соrp.de>", "https://xn--rp-emcl.de/соrp.de"),
        ("https://bücher.de/x", "https://bücher.de/x"),
        ("https://BÜCHER.de", "https://BÜCHER.de"),
        ("https://straße.de", "https://straße.de"),
    ],
)
def test_host_of_letters_that_look_like_others_is_shown_as_it_is_coded(typed, shown):
    """A-UN-06: what is read is where it leads."""
    html = render(typed).html

    assert re.findall(r'href="https?://[\x21-\x7e]+"', html)
    assert f">{shown}</a>" in html


@pytest.mark.parametrize(
    ("href", "is_own"),
    [
        ("https://we.de/x", True),
        ("https://WE.DE", True),
        ("https://we.de:8000/", False),
        ("https://we.de.evil.com/", False),
        ("https://evil.com/we.de", False),
        ("mailto:a@we.de", False),
    ],
)
def test_a_link_is_ours_by_its_whole_host(href, is_own):
    assert is_own_link(href, {"we.de"}) is is_own
