"""Cuts and marks text for a list of hits; everything is escaped before a mark goes round it."""

import re
from collections.abc import Iterable, Iterator
from itertools import takewhile
from typing import NamedTuple

from django.utils.html import format_html
from django.utils.safestring import SafeString

from knowledge.search.analysis import LANGUAGES, is_stop_word, terms_of_word
from knowledge.search.tokens import clean, joined_tokens_of, tokens_with

SNIPPET_LENGTH = 200
LENGTH_READ = 4_000
STARTS_TRIED = 40
LEAD = 30
_FOLDED = ("ae", "oe", "ue", "[^\x00-\x7f]")


class Span(NamedTuple):
    start: int
    end: int
    terms: frozenset[str]


class Highlighter:
    """Finds the words of a search in a text by the same analysis that found the text."""

    def __init__(self, words: Iterable[str]) -> None:
        words = list(words)
        telling = [word for word in words if not is_stop_word(word, LANGUAGES)]
        self._terms = frozenset(term for word in telling or words for term in _terms(word))
        self._sign = _sign_of(self._terms)
        self._seen: dict[str, frozenset[str]] = {}

    def title(self, text: str) -> SafeString:
        """The whole text, its found words in `<mark>`."""
        text = clean(text)
        return _marked(text, list(self._spans(text)), 0, len(text))

    def snippet(self, text: str, *, length: int = SNIPPET_LENGTH) -> SafeString:
        """The part of a plain text that shows most of the found words."""
        text = " ".join(clean(text[:LENGTH_READ]).split())
        spans = list(self._spans(text))
        start = _best_start(spans, length)
        start, end = _at_word_borders(text, start, length)
        return format_html(
            "{}{}{}",
            "… " if start else "",
            _marked(text, spans, start, end),
            " …" if end < len(text) else "",
        )

    def _spans(self, text: str) -> Iterator[Span]:
        tokens = (*tokens_with(self._sign, text), *joined_tokens_of(text))
        for token in sorted(tokens, key=lambda token: token.start):
            found = self._found_in(token.text)
            if found:
                yield Span(token.start, token.end, found)

    def _found_in(self, word: str) -> frozenset[str]:
        if word not in self._seen:
            self._seen[word] = self._terms.intersection(_terms(word))
        return self._seen[word]


def _sign_of(terms: Iterable[str]) -> re.Pattern[str]:
    """Where a word may have one of the terms, so that not every word needs to be analysed: at
    what a stemmer leaves of it ("dying" becomes "die"), or at a letter that folding changes."""
    beginnings = {re.escape(term[: 3 if len(term) > 3 else 1]) for term in terms}
    return re.compile("|".join([*sorted(beginnings), *_FOLDED]), re.IGNORECASE)


def _terms(word: str) -> set[str]:
    return {term for language in LANGUAGES for term in terms_of_word(word, language)}


def _best_start(spans: list[Span], length: int) -> int:
    """Where the window with the most different terms begins, a few words before the first."""
    best, best_score = 0, (0, 0)
    for first, span in enumerate(spans[:STARTS_TRIED]):
        end = span.start + length - LEAD
        inside = list(takewhile(lambda other: other.end <= end, spans[first:]))  # noqa: B023
        score = (len(frozenset().union(*(other.terms for other in inside))), len(inside))
        if score > best_score:
            best, best_score = span.start, score
    return best - LEAD if best > LEAD else 0


def _at_word_borders(text: str, start: int, length: int) -> tuple[int, int]:
    if start:
        start = text.find(" ", start) + 1
    end = min(len(text), start + length)
    if end < len(text):
        last_space = text.rfind(" ", start, end + 1)
        end = last_space if last_space > start else end
    return start, end


def _marked(text: str, spans: list[Span], start: int, end: int) -> SafeString:
    pieces, position = [], start
    for span in _joined(text, spans):
        if start <= span.start and span.end <= end:
            pieces += [text[position : span.start], text[span.start : span.end]]
            position = span.end
    marks = "{}<mark>{}</mark>" * (len(pieces) // 2)
    return format_html(marks + "{}", *pieces, text[position:end])


def _joined(text: str, spans: list[Span]) -> Iterator[Span]:
    """Found words that a hyphen holds together wear one mark."""
    joined: Span | None = None
    for span in spans:
        if joined and text[joined.end : span.start] in ("", "-"):
            joined = Span(joined.start, max(joined.end, span.end), joined.terms | span.terms)
            continue
        if joined:
            yield joined
        joined = span
    if joined:
        yield joined
