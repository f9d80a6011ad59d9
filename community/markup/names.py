"""Takes a name out of a text, as a word of its own and where people are spoken of.

Code and addresses are left alone: there the same letters mean something else.
"""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import accumulate

from community.markup.dialect import make_parser

_PARSER = make_parser()
_TICKS = re.compile(r"`+")
_ADDRESS = re.compile(r"(?:https?://|www\.|mailto:)[^\s<>\[\]]+|\]\([^()\s]*", re.IGNORECASE)
# Between two words, also where a quotation goes on in its next line.
_GAP = r"(?:[^\S\n]+(?:\n[^\S\n]*(?:>[^\S\n]*)*)?|\n[^\S\n]*(?:>[^\S\n]*)*)"
# The underscores of emphasis are no part of a word, those within one are.
_BEGINNING = r"(?<!@)(?<![^\W_])(?<![^\W_]_)(?<![^\W_]__)"
_END = r"(?!_*[^\W_])"
_GENITIVE = r"(?:(?=s(?!\w))|(?!_*[^\W_]))"
_ALIKE = {"'": "['’]", "-": "[-‐‑]"}

Span = tuple[int, int]


class Name:
    """A display name as people write it: in one line or two, with its last dot or without.

    One of several words is also found in other case and in the genitive; one of a single word is
    not, for it would be taken for another word. `others` are names it is a part of.
    """

    def __init__(
        self, name: str, *, mentions_only: bool = False, others: Iterable[str] = ()
    ) -> None:
        sign = "@" if mentions_only else "@?"
        longer = "|".join(sorted((_written(other) for other in others), key=len, reverse=True))
        kept = rf"(?P<other>@?(?:{longer}){_END})|" if longer else ""
        is_telling = len(name.split()) > 1
        last_dot = r"(?:\\?\.)?" if name.endswith(".") else ""
        wanted = f"{sign}{_written(name)}{_GENITIVE if is_telling else _END}{last_dot}"
        flags = re.IGNORECASE if is_telling else 0
        self._pattern = re.compile(rf"{_BEGINNING}(?:{kept}{wanted})", flags)

    def stands_in(self, text: str) -> bool:
        return any(not _is_another(found) for found in self._pattern.finditer(text))

    def replaced_in(self, text: str, instead: str) -> str:
        """`text`, a line or Markdown, with `instead` in its place."""
        if not self.stands_in(text):
            return text
        kept = _Spans([*_code(text), *_addresses(text)])

        def replace(found: re.Match) -> str:
            return found[0] if _is_another(found) or kept.hold(found.start()) else instead

        return self._pattern.sub(replace, text)


def longest_run(name: str) -> str:
    """The longest stretch of letters in it, which stands in every way of writing it."""
    return max(re.findall(r"[^\W_]+", name), key=len)


class _Spans:
    """Stretches of a text, asked for in the time of a look-up."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        for start, end in sorted(spans):
            if self._ends and start < self._ends[-1]:
                self._ends[-1] = max(self._ends[-1], end)
            else:
                self._starts.append(start)
                self._ends.append(end)

    def hold(self, position: int) -> bool:
        place = bisect_right(self._starts, position) - 1
        return place >= 0 and position < self._ends[place]


def _written(name: str) -> str:
    return _GAP.join(map(_loosely, name.rstrip(".").split()))


def _loosely(word: str) -> str:
    """Punctuation may stand behind a backslash, as Markdown is written by machines."""
    return "".join(
        sign if sign.isalnum() else rf"\\?{_ALIKE.get(sign, re.escape(sign))}" for sign in word
    )


def _is_another(found: re.Match) -> bool:
    return found.groupdict().get("other") is not None


def _code(text: str) -> Iterator[Span]:
    starts = list(accumulate((len(line) + 1 for line in text.split("\n")), initial=0))
    for token in _PARSER.parse(text):
        if not token.map:
            continue
        first, last = (starts[line] for line in token.map)
        if token.type in {"fence", "code_block"}:
            yield first, last
        elif token.type == "inline":
            yield from _code_in_lines(text, first, last)


def _code_in_lines(text: str, first: int, last: int) -> Iterator[Span]:
    """From a run of backticks to the next one of its length, within a paragraph."""
    runs = [found.span() for found in _TICKS.finditer(text, first, last)]
    by_length = defaultdict(list)
    for start, end in runs:
        by_length[end - start].append(start)
    past = first
    for start, end in runs:
        if start < past or text[start - 1 : start] == "\\":
            continue
        same = by_length[end - start]
        place = bisect_right(same, start)
        if place < len(same):
            past = same[place] + end - start
            yield start, past


def _addresses(text: str) -> Iterator[Span]:
    for found in _ADDRESS.finditer(text):
        yield found.span()
