"""Is a change no more than a typing error? (PRODUCT, section 3, “Life of an article”.)

A typing error needs no second person, so it may touch no number, link, step or negation, nothing
that is to be typed, and not more than a few words.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import chain, product

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community.diffing import Kind, Row, diff
from knowledge.actions.article_text import PARTS, Text
from knowledge.actions.weighty_words import (
    is_numeral,
    is_unit,
    reverses,
    turning_form,
)

# Words taken out and put in, and those in a row; who changes more has to ask somebody.
MOST_WORDS = 12
MOST_IN_A_ROW = 3
# How much two words, or two steps of a few words, share of their letters; two steps, of words.
ALIKE_LETTERS = 0.75
ALIKE_WORDS = 0.5
FEW_WORDS = 2

_WITHOUT_WORDS = ("product", "valid_until", "audience")
_WORDED = ("title", *PARTS, "valid_for")

_WORD = re.compile(r"\w+(?:['’]\w+)*")
_FIGURE = re.compile(r"[-+−±]?\d[\w.,:/-]*[%€$°]?|\w+(?:['’]\w+)*|[%€$£°]")
_LINK = re.compile(
    r"\]\([^)\s]*|\]:[ \t]*\S+|<[^<>\s]+>|https?://\S+|[\w.+-]{1,64}@[\w.-]{1,250}"
    r"|\b(?:[\w-]{1,63}\.){1,8}[a-z]{2,24}\b(?:/\S*)?"
)
_TYPED = re.compile(r"`[^`]+`")
_STEP = re.compile(r"^([ \t]*)([-*+]|\d{1,9}[.)])(?=[ \t]|$)(.*)$", re.MULTILINE)


def problem_with_typo(before: Text, after: Text) -> str:
    """Why the change is more than a typing error, in a sentence; empty if it is none.

    What readers never see, the search phrases, may be changed freely.
    """
    if any(getattr(before, name) != getattr(after, name) for name in _WITHOUT_WORDS):
        return _("Product, end of validity and audience are never a typing error.")
    pairs = [(getattr(before, name), getattr(after, name)) for name in _WORDED]
    for is_untouched, sentence in _RULES:
        if not all(old == new or is_untouched(old, new) for old, new in pairs):
            return str(sentence)
    return _size_problem(pairs)


def _has_same_links(before: str, after: str) -> bool:
    return _links(before) == _links(after)


def _links(text: str) -> list[str]:
    return [link.rstrip(".,;:!?") for link in _LINK.findall(text)]


def _has_same_commands(before: str, after: str) -> bool:
    return _TYPED.findall(before) == _TYPED.findall(after)


def _has_same_numbers(before: str, after: str) -> bool:
    return list(_numbers(before)) == list(_numbers(after))


def _numbers(text: str) -> Iterator[str]:
    """Figures, numerals, and the units that stand behind them."""
    follows_number = False
    for token in _FIGURE.findall(text):
        word = token.rstrip(".,:/-").casefold()
        is_number = any(map(str.isdigit, word)) or is_numeral(word)
        if is_number or (follows_number and is_unit(word)):
            yield word
        follows_number = is_number


def _has_same_steps(before: str, after: str) -> bool:
    """The same list of steps, each of them recognisable."""
    old, new = _STEP.findall(before), _STEP.findall(after)
    return [step[:2] for step in old] == [step[:2] for step in new] and all(
        _is_same_step(one[2], other[2]) for one, other in zip(old, new, strict=True)
    )


def _is_same_step(before: str, after: str) -> bool:
    words, others = _words(before), _words(after)
    if _share(words, others) >= ALIKE_WORDS:
        return True
    return max(len(words), len(others)) <= FEW_WORDS and _are_alike(before, after)


def _turns_the_same(before: str, after: str) -> bool:
    """The same negations in the same order, each between the same words."""
    old, new = list(_turning_words(before)), list(_turning_words(after))
    return len(old) == len(new) and all(
        one[1] == other[1] and _are_alike(one[0], other[0]) and _are_alike(one[2], other[2])
        for one, other in zip(old, new, strict=True)
    )


def _turning_words(text: str) -> Iterator[tuple[str, str, str]]:
    """Each with the word before it and the word behind it."""
    words = ["", *_words(text), ""]
    for left, word, right in zip(words, words[1:], words[2:], strict=False):
        if form := turning_form(word):
            yield left, form, right


def _size_problem(pairs: Sequence[tuple[str, str]]) -> str:
    rows = [row for before, after in pairs for row in diff(before, after)]
    taken, put = _changed_words(rows, "before"), _changed_words(rows, "after")
    is_cut = any(row.kind is Kind.CUT for row in rows)
    longest = max(map(len, [*taken, *put]), default=0)
    if is_cut or sum(map(len, [*taken, *put])) > MOST_WORDS or longest > MOST_IN_A_ROW:
        return _("This changes more than a few words: choose “Content” or “Meaning”.")
    if any(reverses(*two) for two in product(chain(*taken), chain(*put))):
        return str(_TURNED)
    return ""


def _changed_words(rows: Sequence[Row], side: str) -> list[list[str]]:
    """The words of each stretch that was changed."""
    parts = [part for row in rows for part in getattr(row, side) if part.is_changed]
    return [_words(part.text) for part in parts]


def _words(text: str) -> list[str]:
    return [word.casefold() for word in _WORD.findall(text)]


def _are_alike(one: str, other: str) -> bool:
    return one == other or _share(list(one), list(other)) >= ALIKE_LETTERS


def _share(ones: Sequence[str], others: Sequence[str]) -> float:
    """How much two collections have in common, from 0 to 1."""
    size = len(ones) + len(others)
    return 2 * (Counter(ones) & Counter(others)).total() / size if size else 1.0


_TURNED = gettext_lazy("This may turn a sentence around: choose “Content” or “Meaning”.")
_RULES: tuple[tuple[Callable[[str, str], bool], object], ...] = (
    (_has_same_steps, gettext_lazy("This changes the steps: choose “Content” or “Meaning”.")),
    (
        _has_same_commands,
        gettext_lazy("This changes what is to be typed: choose “Content” or “Meaning”."),
    ),
    (_has_same_links, gettext_lazy("This changes a link: choose “Content” or “Meaning”.")),
    (_has_same_numbers, gettext_lazy("This changes a number: choose “Content” or “Meaning”.")),
    (_turns_the_same, _TURNED),
)
