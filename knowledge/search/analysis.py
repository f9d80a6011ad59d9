"""Turns text into the terms that are indexed and searched for, in German and English."""

from collections.abc import Iterable
from functools import lru_cache

from tantivy import Filter, TextAnalyzer, TextAnalyzerBuilder, Tokenizer

from knowledge.search.compounds import split_compound
from knowledge.search.folding import fold, fold_german
from knowledge.search.stopwords import ENGLISH, GERMAN
from knowledge.search.tokens import joined_words_of, words_of

# Raise it with any change that makes other terms of the same text.
ANALYSIS_VERSION = 1
LANGUAGES = ("de", "en")


def _stemmer(language: str) -> TextAnalyzer:
    return TextAnalyzerBuilder(Tokenizer.raw()).filter(Filter.stemmer(language)).build()


_STEMMERS = {"de": _stemmer("german"), "en": _stemmer("english")}
_STOP_WORDS = {
    "de": frozenset(map(fold_german, GERMAN)),
    "en": frozenset(map(fold, ENGLISH)),
}


def fold_for(word: str, language: str) -> str:
    return fold_german(word) if language == "de" else fold(word)


def is_stop_word(word: str, languages: Iterable[str]) -> bool:
    return any(fold_for(word, language) in _STOP_WORDS[language] for language in languages)


@lru_cache(maxsize=30_000)
def terms_of_word(word: str, language: str) -> tuple[str, ...]:
    """The stem of a word, and in German the stems of its parts."""
    folded = fold_for(word, language)
    parts = split_compound(folded) if language == "de" else ()
    stems = (_stem(part, language) for part in (folded, *parts))
    return tuple(dict.fromkeys(stem for stem in stems if stem))


def _stem(word: str, language: str) -> str:
    return next(iter(_STEMMERS[language].analyze(word)), "")


def terms_of(text: str, language: str) -> list[str]:
    """All terms of a text, stop words included (a search may need them)."""
    words = words_of(text) + joined_words_of(text)
    return [term for word in words for term in terms_of_word(word, language)]
