"""The address of an image is the only thing of it that a text holds."""

import re

import pytest

from community.images.addresses import (
    address_of,
    image_address,
    image_markdown,
    new_key,
    shown_keys,
)
from community.markup import plain_text, render
from tests.community.markup.test_hostile import assert_harmless

KEY = "0123456789abcdef01234567-800x600"
ADDRESS = f"/images/{KEY}"


def test_address_tells_the_size():
    address = image_address(address_of(new_key(800, 600)))

    assert address is not None
    assert (address.width, address.height) == (800, 600)


def test_no_two_images_have_one_key():
    """A-UP-03: nothing of the file or its owner is in it."""
    keys = {new_key(1, 1) for _ in range(1_000)}

    assert len(keys) == 1_000


@pytest.mark.parametrize(
    "address",
    [
        *("", "/images/", "/images/x", f"/images/{KEY}/", f"/images/{KEY}?x", f"/images/{KEY}\n"),
        *(f"/en{ADDRESS}", f"//images/{KEY}", f"/images/../images/{KEY}", f"{ADDRESS}.webp"),
        *(ADDRESS.upper(), f"/images/{KEY[:-3]}0", f"/images/{KEY[:24]}-2001x1"),
        *(f"/images/{KEY[:24]}-0x1", f"/images/{KEY[:24]}-٣x٣", f"https://evil.de{ADDRESS}"),
    ],
)
def test_nothing_else_is_an_address_of_ours(address):
    """A-SF-05"""
    assert image_address(address) is None


def test_image_of_ours_is_shown_with_its_size_and_its_description():
    html = render(f'![The "red" <light>]({ADDRESS})').html

    assert (
        f'<a href="{ADDRESS}"><img src="{ADDRESS}" alt="The &quot;red&quot; &lt;light&gt;"'
        ' width="800" height="600" loading="lazy" decoding="async"></a>'
    ) in html
    assert shown_keys(html) == {KEY}


def test_image_that_nobody_described_says_nothing():
    html = render(f"![]({ADDRESS})").html

    assert f'<img src="{ADDRESS}" alt=""' in html
    assert "<a " not in html


def test_image_within_a_link_leads_where_the_link_leads():
    html = render(f"[![The light]({ADDRESS})](https://a.de)").html

    assert re.findall(r'href="([^"]*)"', html) == ["https://a.de"]
    assert shown_keys(html) == {KEY}


@pytest.mark.parametrize(
    "source",
    [
        *("https://evil.de/a.png", f"https://evil.de{ADDRESS}", "//evil.de/a.png", "data:image/x"),
        *("/static/x.png", "/en/people/pictures/x.webp", f"{ADDRESS}/../../x", "/images/x"),
        *("javascript:alert(1)", "blob:x", "/account/logout/"),
    ],
)
def test_any_other_image_is_no_image(source):
    """A-SF-05, A-XS-17: nothing of other places, and no other page of ours, is loaded."""
    for written in (f"![x]({source})", f"![x](<{source}>)", f"[a]: <{source}>\n\n![a]"):
        html = render(written).html
        assert "<img" not in html
        assert_harmless(html)


@pytest.mark.parametrize(
    "hostile",
    [
        *('x" onerror="alert(1)', "x' onload='y", "<script>alert(1)</script>", "](x", "\u202e"),
        *("![nested](/images/x)", "&quot;&gt;<svg onload=alert(1)>", "`</code>`", "\x00"),
    ],
)
def test_description_cannot_leave_its_attribute(hostile):
    """A-XS-01, A-XS-06"""
    for source in (f"![{hostile}]({ADDRESS})", image_markdown(KEY, hostile)):
        assert_harmless(render(source).html)


@pytest.mark.parametrize("description", ["[Box] *two*", "a\\b", "1 < 2 & 3", "`code`", "![x](y)"])
def test_what_is_written_for_an_image_shows_its_description_as_typed(description):
    html = render(image_markdown(KEY, description)).html

    alt = re.search(r'alt="([^"]*)"', html)
    assert alt is not None
    assert plain_text(alt[1]) == description
    assert shown_keys(html) == {KEY}


def test_twenty_images_fit_in_a_post():
    """A-DO-02, A-DO-03"""
    assert len(shown_keys(render(f"![a]({ADDRESS})\n\n" * 20).html)) == 1
