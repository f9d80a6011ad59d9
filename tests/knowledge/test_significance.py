"""What a typing error may touch, and what it may not (PRODUCT, section 3)."""

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from knowledge.actions.article_text import ArticleFields
from knowledge.actions.significance import problem_with_typo
from tests.factories import make_product
from tests.patience import processor_seconds

SOLUTION = """Wenn das Licht rot blinkt, hilft das hier nicht.

1. Öffnen Sie `router.home` im Browser.
2. Halten Sie den Knopf 10 Sekunden lang.
3. Never unplug the cable while it is blinking, see [the manual](https://fjordnet.example/m/1).

Es gibt keine Garantie. You can't lose your settings."""


def problem(before: str, after: str) -> str:
    return problem_with_typo(
        ArticleFields(title="Title", solution=before), ArticleFields(title="Title", solution=after)
    )


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Licht", "Lciht"),
        ("blinking", "blinknig"),
        ("Browser", "browser"),
        ("while it is", "while it it is"),
        ("Garantie.", "Garantie"),
        ("can't", "can’t"),
        ("Knopf", "**Knopf**"),
        ("hilft das hier", "hilft dass hier"),
        ("\n\nEs gibt", "\nEs gibt"),
    ],
)
def test_wrong_letters_are_a_typing_error_in_both_directions(old, new):
    changed = SOLUTION.replace(old, new)

    assert changed != SOLUTION
    assert problem(SOLUTION, changed) == problem(changed, SOLUTION) == ""


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("10 Sekunden", "20 Sekunden", "number"),
        ("10 Sekunden", "10 Minuten", "number"),
        ("10 Sekunden", "zehn Sekunden", "number"),
        ("10 Sekunden", "-10 Sekunden", "number"),
        ("10 Sekunden", "1,0 Sekunden", "number"),
        ("fjordnet.example/m/1", "evil.example/m/1", "link"),
        ("](https://fjordnet.example/m/1)", "](https://fjordnet.example/m/2)", "link"),
        ("[the manual](https://fjordnet.example/m/1)", "the manual", "link"),
        ("the manual", "<https://evil.example>", "link"),
        ("router.home", "router.hame", "typed"),
        ("2. Halten", "Halten", "steps"),
        ("1. Öffnen Sie `router.home` im Browser.\n", "", "steps"),
        ("3. Never unplug", "   - Never unplug", "steps"),
        ("hier nicht", "hier", "around"),
        ("hilft das hier nicht", "hilft nicht das hier", "around"),
        ("keine", "eine", "around"),
        ("Never", "Ever", "around"),
        ("can't", "can", "around"),
        ("can't", "can not", "around"),
        ("unplug", "plug", "around"),
        ("while", "unless", "around"),
        ("Wenn", "Bevor", "around"),
        ("im Browser", "ohne Browser", "around"),
    ],
)
def test_whatever_could_mislead_somebody_is_more(old, new, what):
    changed = SOLUTION.replace(old, new)

    assert changed != SOLUTION
    assert what in problem(SOLUTION, changed)
    assert problem(changed, SOLUTION)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Not red but green.", "Not green but red."),
        ("not A but B", "A but not B"),
        ("Das ist möglich.", "Das ist unmöglich."),
        ("A wireless adapter works.", "A wire adapter works."),
        ("Schalten Sie ihn an.", "Schalten Sie ihn aus."),
        ("Turn it on.", "Turn it off."),
        ("Es dauert zwei Tage.", "Es dauert drei Tage."),
        ("Do this before you call.", "Do this after you call."),
        ("Warten Sie höchstens kurz.", "Warten Sie mindestens kurz."),
        ("Schreiben Sie an hilfe@fjordnet.example.", "Schreiben Sie an hilfe@fjordnet.evil."),
        ("Es geht niemals.", "Es geht jemals."),
    ],
)
def test_sentences_that_say_the_opposite_are_no_typing_error(before, after):
    assert problem(before, after)
    assert problem(after, before)


def test_steps_in_another_order_are_no_typing_error():
    assert "steps" in problem("- Wait\n- Call us", "- Call us\n- Wait")


def test_sentences_in_another_order_are_no_typing_error():
    first, second = "Ziehen Sie den Stecker heraus.", "Rufen Sie danach die Hotline einmal an."

    assert problem(f"{first} {second}", f"{second} {first}")


def test_more_than_a_few_words_are_no_typing_error():
    words = [f"w{letter}" for letter in "abcdefghijkl"]

    assert problem(" ".join(words), " ".join(word.upper() + "x" for word in words))


def test_new_paragraph_is_no_typing_error():
    assert problem(
        SOLUTION,
        SOLUTION + "\n\nOder rufen Sie die Hotline an, dort hilft man gern weiter und weiter.",
    )


def test_title_and_validity_are_looked_at_too():
    fields = ArticleFields(title="Router blinkt", solution="Text", valid_for="Router 5")

    assert problem_with_typo(
        fields, ArticleFields("Router blinkt nicht", solution="Text", valid_for="Router 5")
    )
    assert problem_with_typo(
        fields, ArticleFields("Router blinkt", solution="Text", valid_for="Router 6")
    )
    assert not problem_with_typo(
        fields, ArticleFields("Ruoter blinkt", solution="Text", valid_for="Router 5")
    )


@pytest.mark.parametrize("name", ["product", "valid_until", "audience"])
def test_what_is_no_text_is_no_typing_error(db, name):
    other = {
        "product": make_product,
        "valid_until": timezone.localdate,
        "audience": lambda: "staff",
    }

    assert problem_with_typo(
        ArticleFields("Title"), ArticleFields("Title", **{name: other[name]()})
    )


def test_search_phrases_are_nobodys_reading():
    assert not problem_with_typo(
        ArticleFields("Title"), ArticleFields("Title", search_phrases="not 10 https://a.example")
    )


NEGATIONS = (
    *("nicht", "kein", "keine", "keinen", "nie", "niemals", "ohne", "nichts", "niemand", "weder"),
    *("not", "never", "no", "don't", "don’t", "can't", "cannot", "without", "none", "nothing"),
    *("isn't", "won't", "nobody", "neither", "unless"),
)
WORD = st.text("abcdefghijklmnoprstu", min_size=2, max_size=8).filter(
    lambda word: word not in NEGATIONS
)
WORDS = st.lists(WORD, min_size=1, max_size=12)


@given(WORDS, st.sampled_from(NEGATIONS), st.data())
def test_no_negation_comes_or_goes_unseen(words, negation, draw):
    at = draw.draw(st.integers(0, len(words)))
    denied = " ".join([*words[:at], negation, *words[at:]])

    assert problem(" ".join(words), denied)
    assert problem(denied, " ".join(words))


@given(WORDS, st.integers(0, 10**6), st.integers(0, 10**6), st.data())
def test_no_number_changes_unseen(words, one, other, draw):
    at = draw.draw(st.integers(0, len(words)))
    before, after = (" ".join([*words[:at], str(number), *words[at:]]) for number in (one, other))

    assert bool(problem(before, after)) == (one != other)


@given(WORDS, WORD, WORD, st.data())
def test_no_link_changes_unseen(words, one, other, draw):
    at = draw.draw(st.integers(0, len(words)))
    before, after = (
        " ".join([*words[:at], f"[{words[0]}](https://{host}.example)", *words[at:]])
        for host in (one, other)
    )

    assert bool(problem(before, after)) == (one != other)


@given(st.lists(WORDS, min_size=2, max_size=6), st.data())
def test_no_step_comes_or_goes_unseen(steps, draw):
    lines = [f"- {' '.join(step)}" for step in steps]
    gone = draw.draw(st.integers(0, len(lines) - 1))
    fewer = lines[:gone] + lines[gone + 1 :]

    assert problem("\n".join(lines), "\n".join(fewer))
    assert problem("\n".join(fewer), "\n".join(lines))


@given(WORDS)
def test_unchanged_text_is_no_problem(words):
    text = " ".join(words)

    assert not problem(text, text)


@pytest.mark.parametrize(
    "hostile",
    [
        "<" * 20_000,
        "<:" * 10_000,
        "a." * 10_000 + "1",
        "a-" * 10_000,
        "`" * 19_999,
        "](" * 10_000,
        "]: " * 6_000,
        "- " * 10_000,
        "- x\n" * 5_000,
        "not " * 5_000,
        "1 " * 10_000,
        "a@" * 10_000,
        "a b " * 5_000,
    ],
)
def test_hostile_text_costs_little(hostile):
    with processor_seconds(1):
        problem(hostile, hostile[1:])
        problem(hostile, hostile[::-1])
