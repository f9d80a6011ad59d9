"""Reads what somebody typed: which words count, what he meant, which terms to look for."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice

from knowledge.search.analysis import LANGUAGES, is_stop_word, terms_of_word
from knowledge.search.engine import MAX_TEXT_LENGTH, Document, Synonyms, no_synonyms
from knowledge.search.hits import Correction
from knowledge.search.language import guess_language
from knowledge.search.tokens import joined_words_of, words_of
from knowledge.search.vocabulary import Vocabulary

MOST_TERMS = 30
MOST_SMALL_TERMS = 8
MOST_CORRECTIONS = 4
MOST_PHRASES = 4
FEWEST_TELLING_WORDS = 2
FEWEST_LETTERS = 2
OTHER_LANGUAGE_WEIGHT = 0.5
COMPLETION_WEIGHT = 0.5
CORRECTION_WEIGHT = 0.8
# Of all together: who says the word itself comes before who says all that means the same.
SYNONYM_WEIGHT = 0.8
# "How do I change it" and "Who may change it" differ in small words alone.
SMALL_WORD_WEIGHT = 0.2
TITLE_WEIGHT = 2.0
DRAFT_LENGTH = 2000

_QUOTED = re.compile(r"[\"“”„«»]([^\"“”„«»]+)[\"“”„«»]")

Weights = dict[str, float]
Terms = tuple[tuple[str, float], ...]
Phrase = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Wording:
    """`terms` are the rarest ones with their weights, of all `words`; `small` are those of the
    words that tell nothing alone. What is found holds all `phrases`; one of the `expansions`, with
    their weights, is as good as a word. `title` is what titles are compared with.
    """

    words: tuple[str, ...] = ()
    terms: Terms = ()
    small: Terms = ()
    phrases: tuple[Phrase, ...] = ()
    expansions: tuple[tuple[Phrase, float], ...] = ()
    corrections: tuple[Correction, ...] = ()
    title: str = ""

    @property
    def is_empty(self) -> bool:
        return not self.terms and not self.expansions


def read(
    text: str,
    vocabulary: Vocabulary,
    *,
    language: str,
    is_typing: bool,
    synonyms: Synonyms = no_synonyms,
) -> Wording:
    text = text[:MAX_TEXT_LENGTH]
    languages = _languages(text, hint=language)
    typed = list(dict.fromkeys(words_of(text)))
    if sum(map(len, typed)) < FEWEST_LETTERS:
        return Wording()
    completed = _completions(text, typed, vocabulary) if is_typing else []
    corrections = [] if completed else _corrections(typed, vocabulary)
    telling = [*_telling(typed, languages), *joined_words_of(text)]
    meant = _expansions(telling, languages, synonyms)
    words = (
        {phrase[0]: weight for phrase, weight in meant.items() if len(phrase) == 1}
        | dict.fromkeys((found.meant for found in corrections), CORRECTION_WEIGHT)
        | dict.fromkeys(completed, COMPLETION_WEIGHT)
        | dict.fromkeys(telling, 1.0)
    )
    longer = {phrase: weight for phrase, weight in meant.items() if len(phrase) > 1}
    small = dict.fromkeys((word for word in typed if word not in words), SMALL_WORD_WEIGHT)
    return Wording(
        words=tuple(dict.fromkeys([*words, *(word for phrase in longer for word in phrase)])),
        terms=_rarest_terms(words, vocabulary, languages),
        small=_rarest_terms(small, vocabulary, languages)[:MOST_SMALL_TERMS],
        phrases=_phrases(text),
        expansions=tuple(longer.items()),
        corrections=tuple(corrections),
        title=text,
    )


def read_draft(document: Document, vocabulary: Vocabulary) -> Wording:
    """A whole text as a question to the index: its title counts twice."""
    languages = (document.language,)
    title = _telling(words_of(document.title), languages)
    body = _telling(words_of(document.body[:DRAFT_LENGTH]), languages)
    words = dict.fromkeys(body, 1.0) | dict.fromkeys(title, TITLE_WEIGHT)
    terms = _rarest_terms(words, vocabulary, languages)
    return Wording(words=tuple(words), terms=terms, title=document.title)


def _languages(text: str, *, hint: str) -> tuple[str, ...]:
    """Of the text, else of the page; both where nothing tells."""
    language = guess_language(text, default=hint)
    return (language,) if language in LANGUAGES else LANGUAGES


def _telling(words: list[str], languages: tuple[str, ...]) -> list[str]:
    """Without stop words, unless hardly anything else was typed ("Wer bist du?")."""
    telling = [word for word in words if not is_stop_word(word, languages)]
    return telling if len(telling) >= FEWEST_TELLING_WORDS else words


def _phrases(text: str) -> tuple[Phrase, ...]:
    """What stands in quotation marks; an open one begins nothing."""
    quoted = (tuple(words_of(found)) for found in _QUOTED.findall(text))
    return tuple(phrase for phrase in quoted if phrase)[:MOST_PHRASES]


def _expansions(
    words: list[str], languages: Iterable[str], synonyms: Synonyms
) -> dict[Phrase, float]:
    """What means the same, each with its share of the weight."""
    weights: dict[Phrase, float] = {}
    for language in languages:
        for word in words:
            meant = [tuple(words_of(other)) for other in synonyms(word, language)]
            for phrase in filter(None, meant):
                weights[phrase] = max(SYNONYM_WEIGHT / len(meant), weights.get(phrase, 0.0))
    return weights


def _completions(text: str, typed: list[str], vocabulary: Vocabulary) -> list[str]:
    is_inside_word = text.endswith(typed[-1])
    if not is_inside_word or len(typed[-1]) < FEWEST_LETTERS:
        return []
    return vocabulary.completions(typed[-1])


def _corrections(typed: list[str], vocabulary: Vocabulary) -> list[Correction]:
    doubtful = islice(filter(vocabulary.is_doubtful, typed), MOST_CORRECTIONS)
    found = [Correction(word, vocabulary.correction(word)) for word in doubtful]
    return [correction for correction in found if correction.meant]


def _rarest_terms(words: Weights, vocabulary: Vocabulary, languages: tuple[str, ...]) -> Terms:
    weights = _term_weights(words, languages)
    counted = ((vocabulary.frequency(term), term) for term in weights)
    known = sorted((count, term) for count, term in counted if count)
    return tuple((term, weights[term]) for _, term in known[:MOST_TERMS])


def _term_weights(words: Weights, languages: tuple[str, ...]) -> Weights:
    """Documents of the other language are found too: by names, and by words that both share."""
    weights: Weights = {}
    for word, importance in words.items():
        for other in LANGUAGES:
            weight = importance * (1.0 if other in languages else OTHER_LANGUAGE_WEIGHT)
            for term in terms_of_word(word, other):
                weights[term] = max(weight, weights.get(term, 0.0))
    return weights
