"""Turns text into the terms that are indexed and searched for, in German and English."""

from collections.abc import Iterable
from functools import lru_cache

from tantivy import Filter, TextAnalyzer, TextAnalyzerBuilder, Tokenizer

from knowledge.search.compounds import Parts, parts_in_use, split_compound
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


def terms_of_word(word: str, language: str) -> tuple[str, ...]:
    """The stem of a word, and in German the stems of its parts."""
    return _terms_of_word(word, language, parts_in_use())


@lru_cache(maxsize=30_000)
def _terms_of_word(word: str, language: str, parts: Parts) -> tuple[str, ...]:
    folded = fold_for(word, language)
    split = split_compound(folded, parts) if language == "de" else ()
    stems = (_stem(part, language) for part in (folded, *split))
    return tuple(dict.fromkeys(stem for stem in stems if stem))


def _stem(word: str, language: str) -> str:
    return next(iter(_STEMMERS[language].analyze(word)), "")


def remember_more_words(count: int) -> None:
    """For a process that does nothing but analyse."""
    global _terms_of_word
    _terms_of_word = lru_cache(maxsize=count)(_terms_of_word.__wrapped__)


def terms_of(text: str, language: str) -> list[str]:
    """All terms of a text, stop words included (a search may need them)."""
    words = words_of(text) + joined_words_of(text)
    parts = parts_in_use()
    return [term for word in words for term in _terms_of_word(word, language, parts)]
