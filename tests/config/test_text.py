import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.text import clean_body, clean_line, grapheme_count, is_blank, number_in, truncate

FAMILY = "👨‍👩‍👧‍👦"
EMOJI = [FAMILY, "🇩🇪", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "🏳️‍🌈", "👩🏽‍🚒", "1️⃣", "❤️", "☎︎"]
ANY_TEXT = st.text(st.characters(codec=None))


@pytest.mark.parametrize("clean", [clean_line, clean_body])
@pytest.mark.parametrize("emoji", EMOJI)
def test_emoji_come_back_byte_equal(clean, emoji):
    """A-UN-09."""
    assert clean(emoji) == emoji


@pytest.mark.parametrize("turning", "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
def test_a_line_has_no_character_that_turns_the_reading_direction(turning):
    """A-UN-03."""
    assert clean_line(f"Rechnung{turning}fdp.exe") == "Rechnungfdp.exe"


@pytest.mark.parametrize("invisible", "\u200b\u200c\u200d\u2060\ufeff\u00ad\u3164\u115f\U000e0041")
def test_a_line_has_no_invisible_character(invisible):
    """A-UN-04."""
    assert clean_line(f"Rou{invisible}ter") == "Router"


def test_a_line_is_one_line_with_single_spaces():
    assert clean_line(" Router\r\n\tblinkt\u2028\u00a0rot ") == "Router blinkt rot"


@pytest.mark.parametrize("clean", [clean_line, clean_body])
@pytest.mark.parametrize(
    "broken", ["\x00", "\x07", "\x7f", "\x9f", "\ud800", "\ufffe", "\U0001ffff"]
)
def test_what_no_database_or_feed_can_hold_is_removed(clean, broken):
    """A-UN-01, A-UN-02."""
    assert clean(f"Rou{broken}ter") == "Router"


@pytest.mark.parametrize(
    "line_end", ["\n", "\r\n", "\r", "\u2028", "\u2029", "\x85", "\x0b", "\x0c"]
)
def test_every_line_end_becomes_one(line_end):
    """A-UN-12."""
    assert clean_body(f"one{line_end}two") == "one\ntwo"


def test_a_body_keeps_its_indentation_and_blank_lines():
    assert clean_body("a\n\n\tb  c\n") == "a\n\n\tb  c\n"


@pytest.mark.parametrize("clean", [clean_line, clean_body])
def test_piled_marks_are_trimmed_to_four(clean):
    """A-UN-05."""
    zalgo = clean("H" + "\u0321\u0334" * 5_000 + "i")

    assert zalgo.startswith("H")
    assert zalgo.endswith("i")
    assert sum(unicodedata.combining(sign) > 0 for sign in zalgo) == 4


@pytest.mark.parametrize("clean", [clean_line, clean_body])
def test_composed_and_decomposed_letters_become_the_same(clean):
    """A-UN-06."""
    assert clean("Mu\u0308ller") == clean("M\u00fcller") == "M\u00fcller"


@pytest.mark.parametrize(
    "nothing", ["", " \n", "\u200b", "\u3164", "\u2800", "\u0301\u0301", "\u00ad\ufeff", "\ufe0f"]
)
def test_what_shows_nothing_is_blank(nothing):
    """A-UN-04."""
    assert is_blank(nothing)


@pytest.mark.parametrize("something", ["a", ".", "é", "日", "\ue000", *EMOJI])
def test_what_shows_something_is_not_blank(something):
    assert not is_blank(something)


def test_a_family_counts_as_one_character():
    assert grapheme_count(f"a{FAMILY}é") == 3


def test_truncating_never_cuts_a_character_as_readers_see_it():
    """A-UN-09."""
    assert truncate(f"Hi {FAMILY}", 8) == "Hi…"
    assert truncate(f"Hi {FAMILY}!!", 11) == f"Hi {FAMILY}…"


def test_a_text_that_fits_is_not_truncated():
    assert truncate("Router", 6) == "Router"
    assert truncate("Routers", 6) == "Route…"


@given(ANY_TEXT)
def test_a_clean_line_stays_as_it_is(text):
    line = clean_line(text)

    assert clean_line(line) == line
    assert clean_body(line) == line
    line.encode()


@given(ANY_TEXT)
def test_a_clean_body_stays_as_it_is(text):
    body = clean_body(text)

    assert clean_body(body) == body
    body.encode()


@given(ANY_TEXT, st.integers(min_value=1, max_value=20))
def test_truncated_text_is_never_too_long(text, length):
    assert len(truncate(text, length)) <= length


def test_number_of_an_address_has_no_more_than_so_many_digits():
    assert number_in("7") == 7
    assert number_in("0" * 18) == 0
    assert number_in("9" * 18) == 10**18 - 1
    assert number_in("123", most_digits=3) == 123
    assert number_in("1234", most_digits=3) is None


@pytest.mark.parametrize("text", ["", " 7", "-7", "7.0", "٧", "²", "7\n", "9" * 19, "9" * 5000])
def test_what_is_no_number_of_an_address_is_none(text):
    assert number_in(text) is None
