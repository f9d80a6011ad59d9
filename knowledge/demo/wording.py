"""What can be said about a text by looking at its words alone."""

import re
from collections.abc import Iterator

_GERMAN = """
    der die das und ich nicht ist ein eine einen mit auf für es den dem zu wie sie im von auch
    oder wenn aber noch bei dann nur
"""
_ENGLISH = """
    the and of to is it my that with for not this you are your have which but as at they when
    then only
"""
_LITTLE_WORDS = {"de": frozenset(_GERMAN.split()), "en": frozenset(_ENGLISH.split())}
_LIST_OR_QUOTE_MARK = re.compile(r"^\s*(?:[-*>]|\d+\.)\s+")
_SENTENCE_END = re.compile(r"(?<=[.!?:;])[*_\"”“)]*\s+|\s*\|\s*")
_NO_WORD = re.compile(r"[^\w]+")


def words(text: str) -> list[str]:
    return _NO_WORD.sub(" ", text.casefold()).split()


def sentences(text: str) -> Iterator[str]:
    """Each sentence, list item and table cell of a Markdown text, reduced to its words."""
    for line in text.splitlines():
        for sentence in _SENTENCE_END.split(_LIST_OR_QUOTE_MARK.sub("", line)):
            yield " ".join(words(sentence))


def seems_written_in(language: str, text: str) -> bool:
    """Whether the little words of that language clearly outnumber those of the other."""
    found = words(text)
    count = {
        name: sum(word in little_words for word in found)
        for name, little_words in _LITTLE_WORDS.items()
    }
    others = sum(number for name, number in count.items() if name != language)
    return count[language] >= 3 and count[language] > 4 * others
