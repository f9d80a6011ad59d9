import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.slugs import TAG_SLUG_LENGTH, TITLE_SLUG_LENGTH, slugify, tag_slug

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*|x--[0-9a-f]+")


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Wi‑Fi fällt aus: was tun?", "wi-fi-faellt-aus-was-tun"),
        ("Größe ÄNDERN", "groesse-aendern"),
        ("Crème brûlée", "creme-brulee"),
        ("Router 日本 kaputt", "router-kaputt"),
        ("日本", "x--e697a5e69cac"),
        ("?!", "x--3f21"),
        ("", "x--0"),
    ],
)
def test_a_title_becomes_a_readable_slug(title, slug):
    """A-UN-07."""
    assert slugify(title) == slug


def test_a_long_title_is_cut_between_words():
    slug = slugify("Der Router verliert jeden Abend gegen sieben die Verbindung zum Internet")

    assert slug == "der-router-verliert-jeden-abend-gegen-sieben-die-verbindung"


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("C++", "c-plus-plus"),
        ("C#", "c-sharp"),
        ("C", "c"),
        (".NET", "dot-net"),
        ("net", "net"),
        ("Node.js", "node-js"),
        ("Ähnlich", "aehnlich"),
        ("Ahnlich", "ahnlich"),
        ("😀", "x--f09f9880"),
        ("日本", "x--e697a5e69cac"),
        (".", "x--2e"),
        ("..", "x--2e2e"),
    ],
)
def test_a_tag_has_a_slug_of_its_own(name, slug):
    """A-UN-07."""
    assert tag_slug(name) == slug


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("C++", "c++"),
        ("Ähnlich", "A\u0308HNLICH"),
        ("Straße", "STRASSE"),
        ("5 GHz", "5-ghz"),
        ("W\u200bLAN", "wlan"),
        ("ＷＬＡＮ", "WLAN"),
    ],
)
def test_spellings_of_one_tag_share_a_slug(name, other):
    """A-UN-07."""
    assert tag_slug(name) == tag_slug(other)


def test_a_readable_tag_cannot_take_the_slug_of_a_coded_one():
    assert tag_slug("x--2e") != tag_slug(".")


def test_long_tags_without_letters_of_ours_do_not_collide():
    assert tag_slug("א" * 35) != tag_slug("א" * 34 + "ב")


@given(st.text(max_size=100))
def test_every_slug_is_short_and_made_for_an_address(text):
    assert SLUG.fullmatch(slugify(text))
    assert SLUG.fullmatch(tag_slug(text))
    assert len(slugify(text)) <= TITLE_SLUG_LENGTH
    assert len(tag_slug(text)) <= TAG_SLUG_LENGTH


@given(st.text(max_size=35))
def test_the_case_of_a_tag_never_matters(name):
    assert tag_slug(name.casefold()) == tag_slug(name)
