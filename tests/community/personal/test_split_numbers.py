"""What a reader takes for one number is found, whatever splits it in the source (TRUST A-PR-03)."""

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from community.markup import plain_text, render
from community.markup.personal import (
    Chosen,
    Kind,
    find_personal_data,
    find_unplaced,
    masked,
)

ALL = frozenset(Kind)
NUMBERS = [
    *("DE89 3704 0044 0532 0130 00", "DE89370400440532013000", "GB82 WEST 1234 5698 7654 32"),
    *("4111 1111 1111 1111", "4111111111111111", "5500-0000-0000-0004", "378282246310005"),
    *("0171 2345678", "+49 171 2345678", "0049 171 2345678"),
]
MAILBOX = "anna.berg@web.de"


def shown(source: str) -> str:
    return " ".join(plain_text(render(source).html).split())


@pytest.mark.parametrize(
    ("source", "left"),
    [
        ("Karte 4111 1111 **1111** 1111 ok", "Karte •••• 1111 ok"),
        ("Karte 4111**1111**11111111 ok", "Karte •••• 1111 ok"),
        ("Karte 4111~~1111~~11111111 ok", "Karte •••• 1111 ok"),
        ("Karte 4111`1111`11111111 ok", "Karte •••• 1111 ok"),
        ("Karte 4111 1111 1111\n1111 ok", "Karte •••• 1111 ok"),
        ("Karte 4111 1111\\\n1111 1111. Gut", "Karte •••• 1111. Gut"),
        ("> Karte 4111 1111\n> 1111 1111 ok", "> Karte •••• 1111 ok"),
        ("- Karte 4111 1111\n  1111 1111 ok", "- Karte •••• 1111 ok"),
        ("**Karte 4111** 1111 1111 1111 ok", "**Karte •••• 1111** ok"),
        ("Karte 4111 **1111 1111 1111 ok**", "Karte **•••• 1111 ok**"),
        ("Karte [4111 1111](https://a.de) 1111 1111 ok", "Karte [•••• 1111](https://a.de) ok"),
        ("Karte 4111 [1111 1111 1111 ok](https://a.de)", "Karte [•••• 1111 ok](https://a.de)"),
        ("Karte 4111 [1111 1111](https://a.de) 1111 ok", "Karte •••• 1111 ok"),
        ('[Karte 4111](https://a.de "t") 1111 1111 1111', '[Karte •••• 1111](https://a.de "t")'),
        ("IBAN DE89 3704 0044 0532&#32;0130 00 ok", "IBAN DE•• •••• 3000 ok"),
        ("IBAN DE89 3704 0044 `0532` 0130 00 ok", "IBAN DE•• •••• 3000 ok"),
        ("IBAN DE89 3704 0044 0532 0130\n00. Danke", "IBAN DE•• •••• 3000. Danke"),
        ("IBAN **D**E89 3704 0044 0532 0130 00", "IBAN **DE•• •••• 3000**"),
        ("IBAN D&#69;89370400440532013000", "IBAN DE•• •••• 3000"),
        ("Ruf 0171 **234** 5678 an", "Ruf ••• •••• an"),
        ("Ruf `0171` 2345678 an", "Ruf `••• ••••` an"),
        ("Ruf 0171\n2345678 an", "Ruf ••• •••• an"),
        ("Ruf \\+49 171 2345678 an", "Ruf ••• •••• an"),
        ("mail max&#64;web.de an", "mail •••@••• an"),
        ("mail anna.**berg**@web.de an", "mail •••@••• an"),
        ("mail `anna_berg`@web.de an", "mail `•••@•••` an"),
        ("![4111 1111 **1111** 1111](/images/a)", "![•••• 1111](/images/a)"),
    ],
)
def test_split_number_is_masked_and_the_text_around_it_stays(source, left):
    assert masked(source, ALL) == left


@pytest.mark.parametrize(
    "source",
    [
        "4111 1111\n\n1111 1111",
        "- 4111 1111\n- 1111 1111",
        "1. 4111 1111\n2. 1111 1111",
        "| a | b |\n|---|---|\n| 4111 1111 | 1111 1111 |",
        "a | b\n--|--\n4111 | 1111\n1111 | 1111",
        "4500\n4111\n1111\n1111\n1111\n1234",
        "# 4111 1111\n1111 1111",
        "4111 \\*\\* 1111 1111 1111",
        "```\n0171 **2345678**\n```",
        "`0171 2345678` and `030 1234567`",
        "4111 ![1111](/images/a) 1111 1111",
        "Version **7**.31.**0**, build *0171* and 2345678 others",
        "Seriennummer **0301234567890**",
        "[https://example.net/dp/0521879965](https://example.net/x/0521879965)",
        "root@router.example.org:~#",
    ],
)
def test_what_no_reader_takes_for_one_number_is_not_found(source):
    assert find_personal_data(source) == []
    assert find_unplaced(source) == []
    assert masked(source, ALL) == source


def test_number_whole_in_its_line_does_not_go_on_in_the_next():
    source = "Ruf 030 1234567\n12 Leute fragen."

    assert masked(source, ALL) == "Ruf ••• ••••\n12 Leute fragen."
    assert find_unplaced(source) == []


def test_number_that_is_longer_than_its_unformatted_part_is_masked_whole():
    assert masked("0171 234567**89** an", ALL) == "**••• ••••** an"


def test_published_contact_is_none_in_pieces_either(settings):
    settings.PUBLISHED_CONTACTS = ["@fjordnet.example"]

    assert find_personal_data("hilfe@**fjordnet**.example") == []
    assert find_unplaced("hilfe@**fjordnet**.example") == []


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        ("[4111] 1111 1111 1111\n\n[4111]: https://a.de", Kind.CARD),
        ("[write](mailto:ma&#120;@web.de)", Kind.EMAIL),
    ],
)
def test_what_only_the_page_shows_is_named(source, kind):
    assert find_personal_data(source) == []
    assert [find.kind for find in find_unplaced(source)] == [kind]


def test_what_has_its_place_is_not_unplaced():
    text = f"{NUMBERS[0]}, 4111 **1111** 1111 1111, 0171\n2345678, <{MAILBOX}>"

    assert len(find_personal_data(text)) == 4
    assert find_unplaced(text) == []


def test_descriptions_and_titles_of_images_are_searched():
    finds = find_personal_data(f'![{NUMBERS[0]}](/images/a "{NUMBERS[3]}")')

    assert [find.kind for find in finds] == [Kind.IBAN, Kind.CARD]


def test_chosen_words_are_found_through_markdown():
    assert Chosen(["Anna Berg"]).masked("**Anna** *Berg*, Anna\n> Berg, Anna Bergmann") == (
        "***••••••***, ••••••, Anna Bergmann"
    )


PAIRED = ["*", "**", "~~", "`", "_", "***"]
SPLITTERS = ["&#8203;", "&shy;", "\u200b"]


@st.composite
def split_numbers(draw) -> tuple[str, str]:
    """A number, and how it is written with one or two of the means that split it."""
    number = draw(st.sampled_from(NUMBERS))
    written = list(number)
    for _ in range(draw(st.integers(1, 2))):
        _split(draw, written)
    return number, "".join(written)


def _split(draw, written: list[str]) -> None:
    free = [place for place, sign in enumerate(written) if len(sign) == 1]
    first = draw(st.sampled_from(free))
    last = draw(st.sampled_from([place for place in free if place >= first]))
    how = draw(st.sampled_from(["paired", "link", "entity", "invisible", "line"]))
    if how == "entity":
        written[first] = f"&#{ord(written[first])};"
    elif how == "invisible":
        written[first] += draw(st.sampled_from(SPLITTERS))
    elif how == "line":
        written[:] = _with_a_line_break(written)
    elif all(len(sign) == 1 for sign in written):
        begin, end = ("[", "](https://a.de)")
        if how == "paired":
            begin = end = draw(st.sampled_from(PAIRED))
        written[first] = begin + written[first]
        written[last] += end


def _with_a_line_break(written: list[str]) -> list[str]:
    """Instead of the first blank, where there is one and no mark that would hold it."""
    if " " in written and all(len(sign) == 1 for sign in written):
        written[written.index(" ")] = " \n"
    return written


@given(split_numbers(), st.sampled_from(["Es ist {} bitte", "{}", "- {} ja", "> so: {}."]))
@example(("4111 1111 1111 1111", "4111 [1111](https://a.de) 1111 1111"), "{}")
@example(("GB82 WEST 1234 5698 7654 32", "GB82 \nWEST &#8203;1234 5698 7654 32"), "Es ist {} bitte")
@settings(max_examples=600, deadline=None)
def test_split_number_cannot_be_read(split, sentence):
    """It is masked, or the form is refused; where the means is none here, its signs are read."""
    number, written = split
    source = sentence.format(written)
    if _digits(number) not in _digits(shown(source)) or not _reads_as(number, shown(source)):
        return

    left = masked(source, ALL)

    assert not _reads_as(number, shown(left)) or find_unplaced(source)
    assert len(left) <= len(source)


def _reads_as(number: str, text: str) -> bool:
    """Does it stand there with nothing but what nobody sees between its signs?"""
    text = re.sub("[\u200b\xad]", "", text)
    return re.search(r"\s*".join(map(re.escape, number.replace(" ", ""))), text) is not None


def _digits(text: str) -> str:
    return "".join(filter(str.isdigit, text))


@given(
    st.lists(
        st.sampled_from(
            [
                "**",
                "*",
                "`",
                "~~",
                "word ",
                "\n",
                "> ",
                "- ",
                "[x](https://a.de)",
                "12 ",
                "&amp;",
                "\\_",
                "(",
                ")",
                "a_b",
                ". ",
                "| ",
            ]
        ),
        max_size=25,
    ).map("".join)
)
@settings(max_examples=400, deadline=None)
def test_text_without_numbers_comes_back_unchanged(source):
    assert masked(source, ALL) == source
    assert find_unplaced(source) == []
