"""Finding costs little, whatever was written (TRUST A-DO-04)."""

import re
from itertools import islice

import pytest
import regex
from django.core.exceptions import ImproperlyConfigured

from community.markup.personal import (
    Kind,
    bank,
    find_personal_data,
    finding,
    mailboxes,
    masked,
    masking,
    phone_words,
    phones,
    quiet,
    reading,
    unmarked,
)
from community.markup.personal.dialling import Shape
from config import personal_patterns
from tests.patience import processor_seconds

LONGEST = 20_000
ADVERSARIAL = 30_000
TYPICAL_SECONDS, HOSTILE_SECONDS, REGEX_SECONDS = 0.05, 0.3, 0.1

PARTS = [
    *("0", "0 ", "0-", "0 1", "01 ", "+", "+4", "+49 ", "(", "((0)", "0/", "1.", "0171 ", "00"),
    *("@", "a@", "a.", "a@a.", "a-", "a%40", " at ", "(at)", "a(at)", "a at a dot ", "[", "[ at "),
    *("DE", "DE8", "DE89 ", "DE89", "GB82 WEST ", "IBAN", "4111 ", "4111-", "4111", "5500 0000 "),
    *(
        "`",
        "``",
        "` ",
        "```\n",
        "~~~",
        "http://",
        "www.",
        "[12:",
        "\t",
        "    ",
        "message-id: ",
        "nr ",
    ),
    *(
        "tel ",
        "tel. nr ",
        "no",
        "number is ",
        "•",
        "•• ",
        "\u200b",
        "０",
        "\u0660",
        "\\",
        "\\\\_",
        "x",
    ),
    *("0171 2345678 ", "anna@web.de ", "DE89 3704 0044 0532 0130 00 ", "4111 1111 1111 1111 "),
    *("4111 **1111** ", "4111\n", "4111 1111\n> ", "**0171** 2345678 ", "0171 **234**5678\n"),
    *("0171 [234](https://a.de) 5678 ", "[4111] 1111 1111 1111 ", "4111 [", "1](", "1][", "1](<"),
    *('1](a "', "4&#49;", "&", "&#", "a&#64;", "**@", "@**", "*", "**1", "~~1", "_1_", " \n"),
    *("1 \n>", "\\\n", "0171 2345678**8** ", "anna@**web**.de ", "1**\n**1"),
    *("650-253-0000 ", "Mein Router blinkt seit gestern abend rot. ", "FN-20418377 "),
]


@pytest.mark.parametrize("part", PARTS)
def test_hostile_text_costs_little(part):
    text = (part * LONGEST)[:LONGEST]

    with processor_seconds(HOSTILE_SECONDS):
        find_personal_data(text)
    assert len(masked(text, frozenset(Kind))) <= LONGEST


@pytest.mark.parametrize("part", ["0171 **234**5678 ", "4111 1111\n1111 1111, ", "a@**web**.de\n"])
def test_masking_a_draft_costs_little(part):
    """A-DO-04: it may be three times as long as a post."""
    text = (part * 3 * LONGEST)[: 3 * LONGEST]

    with processor_seconds(6 * HOSTILE_SECONDS):
        masked(text, frozenset(Kind))


def test_many_different_numbers_cost_little():
    """The library is not asked about every one of them."""
    text = " ".join(f"030 1{number:06}" for number in range(1_800))[:LONGEST]

    with processor_seconds(HOSTILE_SECONDS):
        find_personal_data(text)
    assert len(find_personal_data(text)) > 900


def test_typical_text_costs_next_to_nothing():
    text = (
        "Since Monday the router (Fjord 5, firmware 7.31.0) loses the connection at 20:15. I have"
        " tried 192.168.178.1 and the reset, see https://example.net/a/1799356 and bug 1234567.\n\n"
    ) * 100

    with processor_seconds(TYPICAL_SECONDS):
        find_personal_data(text[:LONGEST])


def own_rules() -> dict[str, object]:
    modules = (bank, finding, unmarked, mailboxes, masking, phone_words, phones, quiet, reading)
    rules = {
        f"{module.__name__}.{name}": rule
        for module in modules
        for name, rule in vars(module).items()
        if isinstance(rule, re.Pattern | regex.Pattern)
    }
    return rules | {f"Shape.{shape.name}": shape.value for shape in Shape}


def steps(rule, text: str) -> None:
    """The way from one match to the next counts; thousands of them cost time of their own."""
    for _match in islice(rule.finditer(text), 2_000):
        pass


@pytest.mark.parametrize("name", own_rules())
def test_every_rule_is_fast_on_adversarial_texts(name):
    """A-DO-04: 30 kB of whatever it may stumble over."""
    rule = own_rules()[name]

    for part in PARTS:
        with processor_seconds(REGEX_SECONDS):
            steps(rule, (part * ADVERSARIAL)[:ADVERSARIAL])


@pytest.fixture
def patterns(monkeypatch):
    def read(regex: str, example: str = "K-12345678") -> list[dict]:
        record = f'[{{"name": "customer number", "regex": "{regex}", "example": "{example}"}}]'
        monkeypatch.setenv("PERSONAL_DATA_PATTERNS", record)
        return personal_patterns.read("PERSONAL_DATA_PATTERNS")

    return read


def test_pattern_that_finds_its_example_is_taken(patterns):
    (record,) = patterns(r"K-\\d{8}")

    assert record["regex"] == r"K-\d{8}"


@pytest.mark.parametrize(
    ("pattern", "problem"),
    [
        ("K-(", "no regular expression"),
        ("L-[0-9]{8}", "does not find its example"),
        ("(K-[0-9]{8})?", "found in an empty text"),
        ("(?:[0-9]+)+x|K-[0-9]{8}", "needs more than 50 ms"),
        ("(?:[0-9]|[0-9][0-9])*x|K-[0-9]{8}", "needs more than 50 ms"),
        ("(?:.*-)*.*x|K-[0-9]{8}", "needs more than 50 ms"),
        ("[0-9]*[0-9]*[0-9]*x|K-[0-9]{8}", "needs more than 50 ms"),
    ],
)
def test_bad_pattern_is_refused_at_start(patterns, pattern, problem):
    """A-DO-04"""
    with pytest.raises(ImproperlyConfigured, match=problem):
        patterns(pattern)


def test_records_without_an_example_are_refused(monkeypatch):
    monkeypatch.setenv("PERSONAL_DATA_PATTERNS", '[{"name": "x", "regex": "y"}]')

    with pytest.raises(ImproperlyConfigured, match="example"):
        personal_patterns.read("PERSONAL_DATA_PATTERNS")


def test_pattern_of_the_demo_is_fast():
    for record in personal_patterns.DEMO_PATTERNS:
        assert not personal_patterns.is_slow(record["regex"], record["example"])
        assert regex.search(record["regex"], record["example"])


def test_slow_pattern_that_slipped_through_ends_the_search(settings):
    """It finds nothing rather than keep everybody waiting."""
    settings.PERSONAL_DATA_PATTERNS = [
        {"name": "slow", "regex": r"(?:a|aa)+\d", "example": "a1"},
        {"name": "fine", "regex": r"K-\d{8}", "example": "K-12345678"},
    ]
    text = f"{'a' * 15_000} K-12345678"

    with processor_seconds(2 * HOSTILE_SECONDS):
        found = find_personal_data(text)

    assert [find.name for find in found] == ["fine"]


@pytest.mark.parametrize("value", ["", "XX", "DE,Germany"])
def test_unknown_country_is_refused_at_start(monkeypatch, value):
    monkeypatch.setenv("PHONE_REGIONS", value)

    with pytest.raises(ImproperlyConfigured, match="PHONE_REGIONS"):
        personal_patterns.phone_regions("PHONE_REGIONS", "DE")


def test_countries_are_read_in_any_case(monkeypatch):
    monkeypatch.setenv("PHONE_REGIONS", "at, de")

    assert personal_patterns.phone_regions("PHONE_REGIONS", "DE") == ["AT", "DE"]
