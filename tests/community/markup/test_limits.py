"""Texts that would keep the server or the reader busy are refused with a sentence."""

import pytest

from community.markup import TooComplex, render
from community.markup.limits import ALWAYS_ALLOWED_BYTES, MOST_BYTES_SHOWN, MOST_CHARACTERS
from tests.community.markup.pathological import MARKDOWN


@pytest.mark.parametrize("source", MARKDOWN.values(), ids=MARKDOWN.keys())
def test_the_worst_texts_are_rendered_small_or_refused(source):
    """A-DO-01, A-DO-02. How long they take is printed by benchmarks/markup_worst.py."""
    source = source[:MOST_CHARACTERS]
    try:
        html = render(source).html
    except TooComplex:
        return
    allowed = max(5 * len(source.encode(errors="replace")), ALWAYS_ALLOWED_BYTES)
    assert len(html.encode()) <= min(allowed, MOST_BYTES_SHOWN)


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("a" * 20_001, "20000 characters"),
        ("|a|b|\n|-|-|\n" + "|a|b|\n" * 1_000, "2000 cells"),
        ("> |a|b|\n> |-|-|\n" + "> |a|b|\n" * 1_000, "2000 cells"),
        ("1. |a|b|\n   |-|-|\n" + "   |a|b|\n" * 1_000, "2000 cells"),
        ("|" + "a|" * 1_001 + "\n|" + "-|" * 1_001 + "\n|a|", "2000 cells"),
        ("|a|b|\n|-|-|\n|1|2|\n\n" * 400, "2000 cells"),
        ("> " * 11 + "a", "10 deep"),
        ("- " * 11 + "a", "10 deep"),
        ("> - 1. " * 4 + "a", "10 deep"),
        ("[a](https://a.de) " * 101, "100 fit"),
        ("https://a.de " * 101, "100 fit"),
        ("[a](" * 301, "100 fit"),
        ("> -\na\n" * 1_000, "too much formatting"),
        ("> > -\n> a\n" * 1_000, "too much formatting"),
        ("|a|b|\n|-|-|\n" + "a|b\u2028" * 1_000, "2000 cells"),
        ("![a](https://a.de) " * 21, "20 fit"),
        ("*a **b " * 30 + "c** d*" * 30, "lies in each other"),
        ("a\n\n" * 3_000, "too much formatting"),
    ],
)
def test_what_is_too_much_is_refused_with_its_limit(source, words):
    """A-DO-02, A-DO-03."""
    with pytest.raises(TooComplex) as refusal:
        render(source)
    assert words in str(refusal.value)


@pytest.mark.parametrize(
    "source",
    [
        "a" * 20_000,
        "> " * 10 + "a",
        "- " * 10 + "a",
        "> - " * 5 + "a",
        "[a](https://a.de) " * 100,
        "![a](https://a.de) " * 20,
        "|" + "ab|" * 40 + "\n|" + "-|" * 40 + "\n" + ("|" + "ab|" * 40 + "\n") * 48,
        "a\n---\n" + "b\n\n" * 100,
        "> a\n> b\n" * 1_000,
        "> Kurz gesagt\nund gut\n\n" * 500,
        "Kurz.\n",
    ],
)
def test_what_just_fits_is_rendered(source):
    """A-DO-03."""
    assert render(source).html
