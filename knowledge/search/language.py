"""Guesses whether a text is German or English by its small words."""

from knowledge.search.stopwords import ENGLISH, GERMAN
from knowledge.search.tokens import words_of

GERMAN_ONLY = GERMAN - ENGLISH
ENGLISH_ONLY = ENGLISH - GERMAN
SAMPLE_LENGTH = 2000


def guess_language(text: str, *, default: str = "de") -> str:
    """`default` where nothing speaks for either language, as in most one-word searches."""
    words = [word.casefold() for word in words_of(text[:SAMPLE_LENGTH])]
    german = sum(word in GERMAN_ONLY or _has_umlaut(word) for word in words)
    english = sum(word in ENGLISH_ONLY for word in words)
    if german == english:
        return default
    return "de" if german > english else "en"


def _has_umlaut(word: str) -> bool:
    return any(char in "äöüß" for char in word)
