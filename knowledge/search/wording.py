"""Reads what somebody typed: which words count, what he meant, which terms to look for."""

from dataclasses import dataclass
from itertools import islice

from knowledge.search.analysis import LANGUAGES, is_stop_word, terms_of_word
from knowledge.search.engine import MAX_TEXT_LENGTH, Correction, Document
from knowledge.search.language import guess_language
from knowledge.search.tokens import joined_words_of, words_of
from knowledge.search.vocabulary import Vocabulary

MOST_TERMS = 30
MOST_CORRECTIONS = 4
FEWEST_TELLING_WORDS = 2
FEWEST_LETTERS = 2
OTHER_LANGUAGE_WEIGHT = 0.5
COMPLETION_WEIGHT = 0.5
CORRECTION_WEIGHT = 0.8
TITLE_WEIGHT = 2.0
DRAFT_LENGTH = 2000

Weights = dict[str, float]


@dataclass(frozen=True, slots=True)
class Wording:
    """`terms` are the rarest ones with their weights, of all `words`."""

    words: tuple[str, ...] = ()
    terms: tuple[tuple[str, float], ...] = ()
    corrections: tuple[Correction, ...] = ()


def read(text: str, vocabulary: Vocabulary, *, language: str, is_typing: bool) -> Wording:
    text = text[:MAX_TEXT_LENGTH]
    languages = _languages(text, hint=language)
    typed = list(dict.fromkeys(words_of(text)))
    if sum(map(len, typed)) < FEWEST_LETTERS:
        return Wording()
    completed = _completions(text, typed, vocabulary) if is_typing else []
    corrections = [] if completed else _corrections(typed, vocabulary)
    words = (
        dict.fromkeys((found.meant for found in corrections), CORRECTION_WEIGHT)
        | dict.fromkeys(completed, COMPLETION_WEIGHT)
        | dict.fromkeys(joined_words_of(text), 1.0)
        | dict.fromkeys(_telling(typed, languages), 1.0)
    )
    terms = _rarest_terms(words, vocabulary, languages)
    return Wording(tuple(words), terms, tuple(corrections))


def read_draft(document: Document, vocabulary: Vocabulary) -> Wording:
    """A whole text as a question to the index: its title counts twice."""
    languages = (document.language,)
    title = _telling(words_of(document.title), languages)
    body = _telling(words_of(document.body[:DRAFT_LENGTH]), languages)
    words = dict.fromkeys(body, 1.0) | dict.fromkeys(title, TITLE_WEIGHT)
    return Wording(tuple(words), _rarest_terms(words, vocabulary, languages))


def _languages(text: str, *, hint: str) -> tuple[str, ...]:
    """Of the text, else of the page; both where nothing tells."""
    language = guess_language(text, default=hint)
    return (language,) if language in LANGUAGES else LANGUAGES


def _telling(words: list[str], languages: tuple[str, ...]) -> list[str]:
    """Without stop words, unless hardly anything else was typed ("Wer bist du?")."""
    telling = [word for word in words if not is_stop_word(word, languages)]
    return telling if len(telling) >= FEWEST_TELLING_WORDS else words


def _completions(text: str, typed: list[str], vocabulary: Vocabulary) -> list[str]:
    is_inside_word = text.endswith(typed[-1])
    if not is_inside_word or len(typed[-1]) < FEWEST_LETTERS:
        return []
    return vocabulary.completions(typed[-1])


def _corrections(typed: list[str], vocabulary: Vocabulary) -> list[Correction]:
    doubtful = islice(filter(vocabulary.is_doubtful, typed), MOST_CORRECTIONS)
    found = [Correction(word, vocabulary.correction(word)) for word in doubtful]
    return [correction for correction in found if correction.meant]


def _rarest_terms(
    words: Weights, vocabulary: Vocabulary, languages: tuple[str, ...]
) -> tuple[tuple[str, float], ...]:
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
