"""A name is found as a word of its own, and nowhere else."""

import pytest

from community.markup.names import Name
from tests.patience import processor_seconds

FORMER = "Former member"


def replaced(text: str, name: str = "Lena B.") -> str:
    return Name(name).replaced_in(text, FORMER)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Lena B. wrote:", "Former member wrote:"),
        ("Thanks @Lena B. for this", "Thanks Former member for this"),
        ("> Lena B. said\n> it works", "> Former member said\n> it works"),
        ("as Lena\nB. said", "as Former member said"),
        ("as Lena B said", "as Former member said"),
        ("(Lena B.)", "(Former member)"),
        ("**Lena B.**", "**Former member**"),
        (r"Lena B\. wrote", "Former member wrote"),
        ("[Lena B.](https://example.org)", "[Former member](https://example.org)"),
        ("```\ncode\n```\nLena B.", "```\ncode\n```\nFormer member"),
        ("_Lena B._ and __Lena B.__", "_Former member_ and __Former member__"),
        ("> as Lena\n> B. said", "> as Former member said"),
        ("lena b. and LENA B.", "Former member and Former member"),
        ("Lena B.s Antwort", "Former members Antwort"),
        ("a ` tick\n\nLena B.\n\na ` tick", "a ` tick\n\nFormer member\n\na ` tick"),
        (r"\`Lena B.\` is no code", r"\`Former member\` is no code"),
    ],
)
def test_name_is_replaced(text, expected):
    """L-GD-02: mentions and quotes of the name."""
    assert replaced(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Malena B. wrote",
        "Lena Bauer wrote",
        "Lena B_2 wrote",
        "`Lena B.` in code",
        "``a ` Lena B. b`` in code",
        "```\nLena B.\n```",
        "    Lena B. as an indented block",
        "- list\n\n      Lena B. in code of a list",
        "https://example.org/Lena B.",
        "[there](https://example.org/?q=Lena)",
        "mail me@Lena B.",
        "",
    ],
)
def test_other_letters_stay(text):
    """Not in words, code or addresses."""
    assert replaced(text) == text


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Heike", "_Heike_"),
        ("Lena Berger", "Lena Bergers"),
        ("Lena-Marie", "Lena‑Marie"),
        ("Lena-Marie", r"Lena\-Marie"),
        ("O'Brien", "O’Brien"),
    ],
)
def test_name_is_found_however_it_is_written(name, text):
    assert FORMER in replaced(text, name)


@pytest.mark.parametrize("text", ["heike_r", "Andrea_Heike", "heike", "Heikes Antwort"])
def test_single_word_is_taken_for_no_other(text):
    """“Andrea” is not meant by “Andreas”."""
    assert replaced(text, "Heike") == text


def test_longer_name_of_somebody_else_stays():
    name = Name("Heike", others=["Heike R.", "Anna Heike"])

    text = name.replaced_in("Heike R., @Heike R., Anna Heike, Heike and @Heike", FORMER)

    assert text == f"Heike R., @Heike R., Anna Heike, {FORMER} and {FORMER}"
    assert not name.stands_in("Heike R. alone")


def test_address_with_the_name_keeps_its_way():
    text = "[profile](https://example.org/Heike77) of Heike77, see https://example.org/Heike77/x"

    assert replaced(text, "Heike77") == text.replace("of Heike77", f"of {FORMER}")


def test_letters_of_other_scripts_are_words_too():
    assert replaced("Привет Олег!", "Олег") == f"Привет {FORMER}!"
    assert replaced("Олегович", "Олег") == "Олегович"


def test_name_with_signs_that_mean_something_to_a_pattern():
    assert replaced("So says A.B-C'D.", "A.B-C'D") == f"So says {FORMER}."
    assert replaced("AxB-C'D", "A.B-C'D") == "AxB-C'D"


def test_only_mentions_are_replaced_where_the_name_is_a_word():
    name = Name("Hilfe", mentions_only=True)

    assert name.replaced_in("Danke für die Hilfe, @Hilfe!", FORMER) == (
        f"Danke für die Hilfe, {FORMER}!"
    )


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("`" * 20_000 + "Lena B.", 0),  # where the language of a code block stands
        ("` `` " * 5_000 + "Lena B.", 1),
        ("](" * 10_000 + "Lena B.", 1),
        ("Lena B. " * 2_500, 2_500),
        ("http://" * 3_000 + " Lena B.", 1),
    ],
    ids=["ticks", "runs", "targets", "names", "addresses"],
)
def test_hostile_text_costs_little(text, times):
    """A-DO-01"""
    with processor_seconds(0.3):
        after = replaced(text)

    assert after.count(FORMER) == times
