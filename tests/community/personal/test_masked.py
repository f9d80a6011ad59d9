"""What stands in the place of a find, and that nothing else changes (TRUST A-PR-03, A-XS)."""

import random
import string
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from community.markup import render
from community.markup.personal import (
    MASKED_ALWAYS,
    Chosen,
    Kind,
    find_personal_data,
    mask_of,
    masked,
    without,
)
from community.markup.personal.bank import is_card_number

ALL = frozenset(Kind)
# Those among the pieces.
MARKS = "*`"
PIECES = [
    *("0171 2345678", "+49 30 1234567", "030/1234567", "(030) 12 34 56", "0", "00", "+", " ", "\n"),
    *("anna@web.de", "anna (at) web.de", "anna at web dot de", "@", "web.de", "dot", ".", "-", "/"),
    *("DE89 3704 0044 0532 0130 00", "DE89370400440532013000", "DE", "89", "3704", "GB82 WEST"),
    *(
        "4111 1111 1111 1111",
        "4111111111111111",
        "4111",
        "1111",
        "5500-0000-0000-0004",
        "FN-20418377",
    ),
    *(
        "•",
        "•••• 1111",
        "DE•• •••• 3000",
        "•••@•••",
        "**",
        "`",
        "(",
        ")",
        "x",
        "Tel. ",
        "０",
        "\u200b",
    ),
]
pieces = st.lists(st.sampled_from(PIECES), max_size=14).map("".join)


def ibans() -> st.SearchStrategy[str]:
    """German ones with the right check digits."""

    def with_check(account: str) -> str:
        check = 98 - int(f"{account}131400") % 97
        return f"DE{check:02}{account}"

    return st.text(string.digits, min_size=18, max_size=18).map(with_check)


def cards() -> st.SearchStrategy[str]:
    def with_check(body: str) -> str:
        return next(f"{body}{digit}" for digit in range(10) if is_card_number(f"{body}{digit}"))

    return st.from_regex(r"(4[0-9]{14}|5[1-5][0-9]{13}|3[47][0-9]{12})", fullmatch=True).map(
        with_check
    )


def grouped(digits: str) -> str:
    return " ".join(digits[place : place + 4] for place in range(0, len(digits), 4))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("IBAN DE89 3704 0044 0532 0130 00.", "IBAN DE•• •••• 3000."),
        ("card 4111 1111 1111 1111 12/27", "card •••• 1111 12/27"),
        ("mein FN-20418377, danke", "mein ••••••, danke"),
        ("ruf 0171 2345678 an", "ruf ••• •••• an"),
        ("mail anna.berg@web.de bitte", "mail •••@••• bitte"),
        ("a@b.de", "•••@••"),
    ],
)
def test_masks_say_what_was_there(text, shown):
    assert masked(text, ALL) == shown


def test_only_the_wanted_kinds_are_masked():
    text = "0171 2345678, anna@web.de, DE89 3704 0044 0532 0130 00"

    assert masked(text, MASKED_ALWAYS) == "0171 2345678, anna@web.de, DE•• •••• 3000"
    assert masked(text, {Kind.EMAIL}) == "0171 2345678, •••@•••, DE89 3704 0044 0532 0130 00"


def test_what_is_known_already_stays():
    assert masked("0171 2345678, 0172 2345678", ALL, {"+491712345678"}) == "0171 2345678, ••• ••••"


@given(pieces)
@example("DE89 3704 0044 0532 0130 000171 2345678")
@settings(max_examples=500, deadline=None)
def test_masking_changes_nothing_outside_of_the_finds(text):
    for find in find_personal_data(text):
        shown = without(text, [find])

        before, behind = text[: find.start], text[find.end :]
        assert shown.startswith(before)
        assert shown.endswith(behind)
        mask = shown[len(before) : len(shown) - len(behind)]
        assert mask.strip(MARKS if find.is_split else "") == mask_of(find)


@given(pieces)
@settings(max_examples=500, deadline=None)
def test_after_masking_nothing_is_found(text):
    shown = masked(text, ALL)

    assert find_personal_data(shown) == []
    assert len(shown) <= len(text)


@given(pieces)
@settings(max_examples=300, deadline=None)
def test_finds_do_not_overlap_and_hold_what_was_written(text):
    finds = find_personal_data(text)

    assert all(text[find.start : find.end] == find.text != "" for find in finds)
    assert all(one.end <= other.start for one, other in pairwise(finds))


@given(ibans(), st.booleans())
@settings(max_examples=200, deadline=None)
def test_every_iban_is_masked(iban, is_grouped):
    written = grouped(iban) if is_grouped else iban

    assert masked(f"Bitte an {written} zahlen", MASKED_ALWAYS) == (
        f"Bitte an DE•• •••• {iban[-4:]} zahlen"
    )


@given(cards(), st.booleans())
@settings(max_examples=200, deadline=None)
def test_every_card_is_masked(card, is_grouped):
    written = grouped(card) if is_grouped else card
    if len(set(card)) == 1:
        return

    assert masked(f"Meine Karte: {written}.", MASKED_ALWAYS) == f"Meine Karte: •••• {card[-4:]}."


@given(ibans(), st.integers(4, 21), st.integers(1, 9))
@settings(max_examples=200, deadline=None)
def test_mistyped_iban_is_none(iban, place, step):
    """The checksum notices every single wrong digit."""
    wrong = str((int(iban[place]) + step) % 10)

    finds = find_personal_data(f"{iban[:place]}{wrong}{iban[place + 1 :]}")

    assert Kind.IBAN not in {find.kind for find in finds}


HOSTILE = '<script>alert(1)</script>"><img src=x onerror=alert(1)>'


@pytest.mark.parametrize(
    "text",
    [
        f"anna@web.de{HOSTILE}",
        f"{HOSTILE}0171 2345678{HOSTILE}",
        f"[{HOSTILE}](mailto:anna@web.de)",
        "[x](javascript:0171 2345678)",
        "`<b>DE89 3704 0044 0532 0130 00</b>`",
    ],
)
def test_masked_text_is_as_safe_as_any(text):
    """A-XS-01, A-XS-03: masks are characters; what stands around them is rendered as ever."""
    html = render(masked(text, ALL)).html

    assert "<script" not in html
    assert "<img" not in html
    assert "javascript:" not in html.lower().replace("[x](javascript:", "")
    assert "web.de" not in html


def test_chosen_strings_are_found_as_whole_words_in_any_case():
    chosen = Chosen(["Anna Berg", "Tulpenweg 3"])

    assert chosen.masked("ANNA\nBERG, Annabergstr., Anna Bergmann, tulpenweg 3, Tulpenweg 33") == (
        "••••••, Annabergstr., Anna Bergmann, ••••••, Tulpenweg 33"
    )


def test_chosen_number_is_found_in_all_its_spellings():
    chosen = Chosen(["0171 2345678", "DE89370400440532013000"])

    assert chosen.masked("+49 171 234 56 78 / DE89 3704 0044 0532 0130 00 / 0171 9999999") == (
        "••• •••• / DE•• •••• 3000 / 0171 9999999"
    )


def test_chosen_strings_are_no_patterns():
    assert Chosen(["a.c*", "(x"]).masked("abc a.c* (x) ((x") == "abc •••• ••) (••"


def test_seeded_texts_of_digits_keep_what_is_no_find():
    """Random runs of digits are hardly ever a card or an account: one in ten thousand at most."""
    chance = random.Random(7)  # noqa: S311  (a sample, no secret)
    runs = ["".join(chance.choices(string.digits, k=chance.randint(6, 24))) for _ in range(5_000)]

    touched = [run for run in runs if masked(f"Log {run} end", MASKED_ALWAYS) != f"Log {run} end"]

    assert len(touched) < 100
