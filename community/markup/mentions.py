"""People who are spoken to by name, “@Heike R.”, outside of code and links.

Where a name ends is known from the names there are: the longest one that fits is meant.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice

import regex
from markdown_it.token import Token

from accounts.names import MOST_CODE_POINTS, name_key

SIGN = "@"
MOST_MENTIONS = 10
MENTION_CLASS = "mention"
# In one text; of names with more words than that nobody is called.
_MOST_PLACES = 100
_MOST_WORDS = 6

# Not within a mail address or a name of another network.
_BEGINNING = regex.compile(r"(?<![\p{L}\p{M}\p{N}_@./+-])@(?=[\p{L}\p{Nd}])")
_NAME = regex.compile(rf"[\p{{L}}\p{{M}}\p{{Nd}} ._'’-]{{1,{MOST_CODE_POINTS}}}")
_WORD = regex.compile(r"[\p{L}\p{M}\p{Nd}]+")
PEOPLE = "/people/"
_ADDRESS = re.compile(rf"{PEOPLE}[1-9][0-9]{{0,17}}/")


def mention_address(person_id: int) -> str:
    """The same in every language, for it stands in stored texts."""
    return f"{PEOPLE}{person_id}/"


def is_mention_address(address: str) -> bool:
    return _ADDRESS.fullmatch(address) is not None


def names_in(tokens: Iterable[Token]) -> list[str]:
    """The keys (`accounts.names.name_key`) of all names that could be meant, each once."""
    signs = ((text, sign) for text in _texts(tokens) for sign in _BEGINNING.finditer(text.content))
    keys = (
        key
        for text, sign in islice(signs, _MOST_PLACES)
        for _end, key in _names_behind(text.content, sign.end())
    )
    return list(dict.fromkeys(keys))


def link_mentions(tokens: Iterable[Token], people: Mapping[str, int]) -> list[int]:
    """Lead each name that is a key of `people` to the profile of the id there.

    Return whom the text speaks to, in its order and at most ten; other names stay plain.
    """
    spoken_to: list[int] = []
    for token in tokens:
        linked: list[Token] = []
        plain = {id(child) for child in _outside_links(token.children or ())}
        for child in token.children or ():
            linked += _linked(child, people, spoken_to) if id(child) in plain else [child]
        if token.children:
            token.children = linked
    return spoken_to


def _texts(tokens: Iterable[Token]) -> Iterator[Token]:
    for token in tokens:
        yield from _outside_links(token.children or ())


def _outside_links(children: Sequence[Token]) -> Iterator[Token]:
    links_open = 0
    for child in children:
        links_open += child.nesting if child.tag == "a" else 0
        if child.type == "text" and not links_open:
            yield child


def _linked(text: Token, people: Mapping[str, int], spoken_to: list[int]) -> Iterator[Token]:
    done = 0
    for sign in _BEGINNING.finditer(text.content):
        found = _meant(text.content, sign.end(), people)
        if found is None:
            continue
        end, person = found
        if person not in spoken_to:
            if len(spoken_to) == MOST_MENTIONS:
                continue
            spoken_to.append(person)
        yield _text(text.content[done : sign.start()])
        yield from _link(text.content[sign.start() : end], person)
        done = end
    yield _text(text.content[done:])


def _meant(text: str, start: int, people: Mapping[str, int]) -> tuple[int, int] | None:
    """Where the longest known name ends, and whose it is."""
    for end, key in _names_behind(text, start):
        if key in people:
            return _with_last_dot(text, start, end), people[key]
    return None


def _names_behind(text: str, start: int) -> list[tuple[int, str]]:
    """Each end that a name beginning at `start` may have, with its key; the longest first."""
    stretch = _NAME.match(text, start)
    if stretch is None:
        return []
    words = islice(_WORD.finditer(text, start, stretch.end()), _MOST_WORDS)
    return [(word.end(), name_key(text[start : word.end()])) for word in words][::-1]


def _with_last_dot(text: str, start: int, end: int) -> int:
    """The dot behind an initial belongs to the name, another one to the sentence."""
    is_initial = end - start > 1 and not text[end - 2].isalnum()
    return end + 1 if is_initial and text[end : end + 1] == "." else end


def _link(name: str, person: int) -> Iterator[Token]:
    address: dict[str, str | int | float] = {
        "class": MENTION_CLASS,
        "href": mention_address(person),
    }
    yield Token("link_open", "a", 1, attrs=address)
    yield _text(name)
    yield Token("link_close", "a", -1)


def _text(content: str) -> Token:
    return Token("text", "", 0, content=content)
