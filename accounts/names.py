"""Display names: one look, one member."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache

import regex
from django.utils.translation import gettext_lazy as _

from accounts.lookalikes import skeleton
from accounts.reserved_names import RESERVED_WORDS
from config.text import clean_line, grapheme_count

SHORTEST, LONGEST = 2, 40
MOST_CODE_POINTS = 80
# One letter can look like seven others in a row.
LONGEST_KEY = 255

_TELLING_LENGTH = 5
_SEPARATORS = re.compile(r"[\s._'-]+")
_WORD_BORDERS = regex.compile(r"[\s._'-]+|(?<=\p{Ll})(?=\p{Lu})|(?<=\d)(?=\D)|(?<=\D)(?=\d)")
_ALLOWED = regex.compile(r"[\p{L}\p{M}\p{Nd} ._'-]*")
_LETTER = regex.compile(r"\p{L}")


NAME_TAKEN = _("Somebody already has this name or one that looks like it. Please choose another.")


class UnacceptableName(ValueError):
    """Its text tells the member why."""


def name_key(display_name: str) -> str:
    """Equal for names that a reader could take for one another; no longer than its column."""
    return _SEPARATORS.sub(" ", skeleton(display_name)).strip()[:LONGEST_KEY]


def check_name(name: str, company_words: Iterable[str] = ()) -> str:
    """The name as it is kept and shown; raises UnacceptableName.

    Whether it is still free is for the unique `name_key` to say.
    """
    name = _tidied(name)
    _require_size(name)
    _require_characters(name)
    _require_own_name(name, company_words)
    return name


def _tidied(name: str) -> str:
    if len(name) > 4 * MOST_CODE_POINTS:
        raise _wrong_size()
    return clean_line(unicodedata.normalize("NFKC", name).replace("’", "'"))


def _require_size(name: str) -> None:
    if not SHORTEST <= grapheme_count(name) <= LONGEST or len(name) > MOST_CODE_POINTS:
        raise _wrong_size()


def _wrong_size() -> UnacceptableName:
    bounds = {"shortest": SHORTEST, "longest": LONGEST}
    return UnacceptableName(
        _("A name has between %(shortest)s and %(longest)s characters.") % bounds
    )


def _require_characters(name: str) -> None:
    if "@" in name:
        raise UnacceptableName(_("Please do not use an e-mail address: everybody sees the name."))
    if not _ALLOWED.fullmatch(name):
        raise UnacceptableName(
            _("A name is made of letters, digits, spaces, dots, hyphens and apostrophes.")
        )
    if not _LETTER.search(name):
        raise UnacceptableName(_("A name has at least one letter."))


def _require_own_name(name: str, company_words: Iterable[str]) -> None:
    words = set(_word_keys(name))
    if words & _reserved_keys():
        raise UnacceptableName(
            _("This name could be mistaken for somebody who speaks for us. Please choose another.")
        )
    whole = _run_together(name)
    for company_key in filter(None, map(_run_together, company_words)):
        telling = len(company_key) >= _TELLING_LENGTH
        if company_key in words or (telling and company_key in whole):
            raise UnacceptableName(_("The company's name may not be part of a member's name."))


def _word_keys(name: str) -> Iterator[str]:
    yield _run_together(name)
    for border in (_SEPARATORS, _WORD_BORDERS):
        yield from map(name_key, border.split(name))


@cache
def _reserved_keys() -> frozenset[str]:
    return frozenset(map(_run_together, RESERVED_WORDS))


def _run_together(text: str) -> str:
    return name_key(text).replace(" ", "")
