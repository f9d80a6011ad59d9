"""Names that a text speaks to: where they begin, where they end, and where they are none."""

import pytest

from accounts.names import name_key
from community.markup import possible_names, render
from tests.patience import processor_seconds

PEOPLE = {"Heike R.": 7, "Heike": 8, "Max": 9, "Jörg Ö.": 10, "o'neill": 11}
NAMED = {name_key(name): person for name, person in PEOPLE.items()}


def linked(text: str) -> str:
    return render(text, named=NAMED).html


def link(person: int, name: str) -> str:
    return f'<a class="mention" href="/people/{person}/">{name}</a>'


@pytest.mark.parametrize(
    ("text", "person", "name"),
    [
        ("Thanks @Heike R., it works", 7, "@Heike R."),
        ("Thanks @Heike R. It works", 7, "@Heike R."),
        ("@heike r thanks", 7, "@heike r"),
        ("Ask @Heike about it", 8, "@Heike"),
        ("Ask @Max.", 9, "@Max"),
        ("(@Max)", 9, "@Max"),
        ("@Jörg Ö.: look", 10, "@Jörg Ö."),
        ("**@Max** knows", 9, "@Max"),
        ("> @Max knows", 9, "@Max"),
    ],
)
def test_longest_name_leads_to_its_bearer(text, person, name):
    assert link(person, name) in linked(text)


@pytest.mark.parametrize(
    "text",
    [
        "mail me@max.example",
        "`@Max`",
        "```\n@Max\n```",
        "    @Max",
        "[@Max](https://example.org)",
        "https://example.org/@Max",
        "@Maximilian",
        "@@Max",
        "@ Max",
        "Max",
        "@Nobody at all",
    ],
)
def test_what_only_looks_like_it_is_text(text):
    assert "/people/" not in linked(text)


def test_quote_in_a_name_stays_within_its_text():
    """A-XS-13"""
    html = linked("@o'neill\"><script>alert(1)</script>")

    assert '<a class="mention" href="/people/11/">' in html
    assert "<script" not in html


def test_nobody_writes_the_address_of_a_mention_himself():
    """A-XS-06: neither the look nor the relative address."""
    html = render('[@Max](/people/9/) <a class="mention" href="/people/9/">@Max</a>').html

    assert "<a" not in html


def test_ten_people_are_spoken_to_and_no_more():
    """A-DO-03"""
    people = {name_key(f"p{number}x"): number for number in range(1, 20)}
    text = " ".join(f"@p{number}x, @p{number}x," for number in range(1, 20))

    rendered = render(text, named=people)

    assert rendered.spoken_to == tuple(range(1, 11))
    assert rendered.html.count("/people/") == 20


def test_a_thousand_signs_ask_for_few_names():
    """A-DO-15"""
    names = possible_names(" ".join(f"@name{number} and more words" for number in range(700)))

    assert 0 < len(names) <= 600


@pytest.mark.parametrize("piece", ["@", "@a", "@a ", "@a.", "@a'-_ ", "a@", "@ä̈̈", "@@a "])
def test_no_text_takes_long_to_look_through(piece):
    """A-DO-04"""
    text = (piece * 20_000)[:20_000]

    with processor_seconds(0.3):
        names = possible_names(text)
        render("x", named=dict.fromkeys(names, 1))
