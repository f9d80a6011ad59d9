"""A text without its Markdown, and where in it each sign stands."""

import re
from bisect import bisect_right
from dataclasses import replace
from functools import cached_property
from html import unescape
from itertools import takewhile
from typing import NamedTuple

from community.markup.personal.kinds import Find
from community.markup.personal.quiet import Quiet, Span
from community.markup.personal.reading import Reading

# Each alternative ends where another one begins or a bound is reached: no sign is read often.
_MARK = r"""
    (?P<escape>\\[!-/:-@\[-`{-~])
    |(?P<entity>&(?:\#[0-9]{1,7}|\#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});)
    |(?P<opening>!?\[(?=[^\[\]\n]{0,300}\][(\[]))
    |(?P<closing>\](?:
        \((?:<[^<>\n]{0,300}>|[^\s()<>]{0,2000}(?:\([^\s()<>]{0,300}\)[^\s()<>]{0,300})?)
          (?:[ ]?(?:"[^"\n]{0,300}"|'[^'\n]{0,300}'))?\)
        |\[[^\[\]\n]{0,300}\]))
    |(?P<run>\*+|(?<![^\W_])_+|_+(?![^\W_])|~~+|`+)
    """
# A line that only goes on: no paragraph, list, table or code begins with the next one.
_LINE_BREAK = r"""
    |(?P<line>(?<![ \t])[ \t]*+\\?\n[ \t>]*+
        (?!\n|\||[-+*]\s|\#{1,6}\s|1[.)]\s|`{3}|~{3}))
    """
_MARKS = re.compile(_MARK, re.VERBOSE)
_MARKS_AND_LINES = re.compile(_MARK + _LINE_BREAK, re.VERBOSE)

# Of a link, as in `_MARK`.
_LONGEST_WORDS = 300
# Further back nobody looks for the beginning of what ends within a find.
_FAR = 2_000


class _Piece(NamedTuple):
    """From `place` of the unmarked text on: what stood from `start` to `end`, sign by sign or,
    as an entity does, as a whole."""

    place: int
    start: int
    end: int
    is_whole: bool


class Unmarked(Reading):
    """As much as can be told without parsing it: what a page really shows is for others to say."""

    def __init__(self, source: str, *, joining_lines: bool) -> None:
        self._source = source
        self._pieces: list[_Piece] = []
        self._length = place = 0
        parts: list[str] = []
        for mark in (_MARKS_AND_LINES if joining_lines else _MARKS).finditer(source):
            start, end = mark.span()
            parts.append(self._piece_of(source[place:start], place, start))
            if meant := _meant(mark):
                parts.append(self._piece_of(meant, start, end, is_whole=True))
            place = end
        parts.append(self._piece_of(source[place:], place, len(source)))
        super().__init__("".join(parts))

    @cached_property
    def quiet(self) -> Quiet:
        quiet = Quiet.of(self._source)
        return Quiet(lines=map(self._here, quiet.lines), within=map(self._here, quiet.within))

    def in_original(self, find: Find) -> Find:
        """The find where it stands in the source, with the marks between its signs."""
        read = super().in_original(find)
        first, last = self._piece(read.start), self._piece(read.end - 1)
        start = first.start if first.is_whole else first.start + read.start - first.place
        end = last.end if last.is_whole else last.start + read.end - last.place
        return replace(read, start=start, end=end, text=self._source[start:end], is_split=True)

    def _piece_of(self, text: str, start: int, end: int, *, is_whole: bool = False) -> str:
        if text:
            self._pieces.append(_Piece(self._length, start, end, is_whole))
            self._length += len(text)
        return text

    def _here(self, span: Span) -> Span:
        start, end = map(self._place_of, span)
        return start, end

    def _piece(self, place: int) -> _Piece:
        return self._pieces[bisect_right(self._pieces, place, key=lambda piece: piece.place) - 1]

    def _place_of(self, position: int) -> int:
        number = bisect_right(self._pieces, position, key=lambda piece: piece.start) - 1
        if number < 0:
            return 0
        piece = self._pieces[number]
        gone = 0 if piece.is_whole else min(position, piece.end) - piece.start
        return piece.place + gone


def _meant(mark: re.Match[str]) -> str:
    if mark.lastgroup == "escape":
        return mark[0][1:]
    if mark.lastgroup == "entity":
        return unescape(mark[0]).replace("\n", " ")
    return " " if mark.lastgroup == "line" else ""


def marks_left_by(find: Find, source: str) -> tuple[str, str]:
    """Of the marks in a find that is taken out: those whose end stands behind it and those whose
    beginning stands before it, so that the text around stays formatted as it was."""
    begun: list[re.Match[str]] = []
    ended: list[re.Match[str]] = []
    # Beyond its end: what opens a link is known by how it goes on.
    marks = _MARKS.finditer(source, find.start, find.end + _LONGEST_WORDS + 2)
    for mark in takewhile(lambda mark: mark.start() < find.end, marks):
        if mark.lastgroup not in {"opening", "closing", "run"}:
            continue
        partner = "opening" if mark.lastgroup == "closing" else mark[0]
        same = [each for each in begun if partner in (each.lastgroup, each[0])]
        if same and mark.lastgroup != "opening":
            begun.remove(same[-1])
        else:
            (ended if mark.lastgroup == "closing" else begun).append(mark)
    open_before = _open_runs(source, find.start) if begun else set()
    ended += (mark for mark in begun if mark[0] in open_before)
    begun = [mark for mark in begun if mark[0] not in open_before]
    ended.sort(key=re.Match.start)
    return "".join(mark[0] for mark in begun), "".join(mark[0] for mark in ended)


def _open_runs(source: str, place: int) -> set[str]:
    """Of emphasis and code, in the paragraph that goes on there."""
    start = max(source.rfind("\n\n", 0, place), place - _FAR, 0)
    still_open: set[str] = set()
    for mark in _MARKS.finditer(source, start, place):
        if mark["run"]:
            still_open ^= {mark[0]}
    return still_open
