"""Where the words of a text begin and end."""

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

LONGEST_WORD = 50
_WORD = re.compile(r"[^\W_]+")
# "E-Mail" is also searched as "Email", "Fritz!Box" as "Fritzbox".
_JOINED = re.compile(r"(?<![^\W_])([^\W_]++)[-!](?=([^\W_]++))")


class Token(NamedTuple):
    text: str
    start: int
    end: int


def clean(text: str) -> str:
    """Composed characters and no NUL: the text whose positions `tokens_of` speaks of."""
    text = text.replace("\0", " ")
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def tokens_of(text: str) -> Iterator[Token]:
    for match in _WORD.finditer(text):
        if match.end() - match.start() <= LONGEST_WORD:
            yield Token(match[0], match.start(), match.end())


def tokens_with(sign: re.Pattern[str], text: str) -> Iterator[Token]:
    """The tokens in which `sign`, which matches within a word, is found."""
    end = 0
    for match in sign.finditer(text):
        if match.start() < end or not match[0].isalnum():
            continue
        start, end = match.span()
        while start and text[start - 1].isalnum():
            start -= 1
        while end < len(text) and text[end].isalnum():
            end += 1
        if end - start <= LONGEST_WORD:
            yield Token(text[start:end], start, end)


def words_of(text: str) -> list[str]:
    return [word for word in _WORD.findall(clean(text)) if len(word) <= LONGEST_WORD]


def joined_words_of(text: str) -> list[str]:
    return [token.text for token in joined_tokens_of(clean(text))]


def joined_tokens_of(text: str) -> Iterator[Token]:
    """Two words that a hyphen holds together, as one."""
    for match in _JOINED.finditer(text):
        first, second = match.groups()
        if max(len(first), len(second)) <= LONGEST_WORD:
            yield Token(first + second, match.start(), match.end(2))
