"""What a page shows of a Markdown text: what a reader takes for one number stands in one piece."""

from collections.abc import Iterable, Iterator, Sequence
from urllib.parse import unquote

from markdown_it.token import Token

from community.markup.dialect import make_parser
from community.markup.limits import TooComplex, check_source
from community.markup.personal.quiet import Quiet, Span
from community.markup.personal.reading import Reading

_PARSER = make_parser()
# Stands where a picture does.
_PICTURE = "\N{OBJECT REPLACEMENT CHARACTER}"


def shown_in(source: str) -> list[Reading] | None:
    """Each paragraph, heading, cell, block of code and description of a picture; None for a text
    that is shown as it was typed, since it would cost too much."""
    try:
        check_source(source)
    except TooComplex:
        return None
    return [reading for token in _PARSER.parse(source) for reading in _readings(token)]


def run_together(text: str) -> str:
    """To be compared: how much space there is depends on the marks that are gone."""
    return "".join(text.split())


def _readings(token: Token) -> Iterator[Reading]:
    if token.type in {"fence", "code_block"}:
        yield _reading(token.content, code=[(0, len(token.content))])
    elif token.children:
        yield from _readings_of_words(token.children)


def _readings_of_words(children: Sequence[Token]) -> Iterator[Reading]:
    words: list[str] = []
    code: list[Span] = []
    length = 0
    for child in children:
        yield from _beside_the_words(child)
        words.append(_written(child))
        length += len(words[-1])
        if child.type == "code_inline":
            code.append((length - len(words[-1]), length))
    yield _reading("".join(words), code=code)


def _reading(text: str, *, code: Iterable[Span]) -> Reading:
    return Reading(text, Quiet.of(text, code=code))


def _beside_the_words(child: Token) -> Iterator[Reading]:
    """What is heard or seen when one points there, and to whom a letter goes."""
    address = str(child.attrs.get("href", ""))
    if child.attrs.get("title"):
        yield Reading(str(child.attrs["title"]))
    if address.startswith("mailto:"):
        yield Reading(unquote(address))
    if child.type == "image":
        yield from _readings_of_words(child.children or ())


def _written(child: Token) -> str:
    if child.type == "image":
        return _PICTURE
    return "\n" if child.type in {"softbreak", "hardbreak"} else child.content
