"""Telephone numbers: whatever looks like one and can be dialled."""

import re
from collections.abc import Iterator

from community.markup.personal.dialling import Line, Shape, dialled, shape_of
from community.markup.personal.kinds import Find, Kind
from community.markup.personal.phone_words import names_a_phone, names_something_else
from community.markup.personal.reading import BARRIER, Reading

# Beyond so many a text is a list of numbers: they are taken for what they look like.
MOST_LOOKED_UP = 200

_CANDIDATE = re.compile(
    rf"(?<![\w=#&+{BARRIER}])(?<!\w-)(?<!\d[.,:/])(?:\+ ?)?"
    r"(?:\((?=\+?[\d ]{2,6}\)))?\+?\d"
    r"(?:(?:[ \-./)]{0,3}| ?\(0\) ?)\d){5,17}(?!\w)(?![.,:/]\d)"
)
_GROUP = re.compile(r"\d+")
_FIRST_DIGITS = re.compile(r"\D{0,5}\d+")
_OTHER_SHAPES = re.compile(
    r"(?<!\d)(?:"
    r"\d{1,2}([./-])\d{1,2}\1(?:19|20)\d\d|(?:19|20)\d\d([./-])\d{1,2}\2\d{1,2}"  # dates
    r"|\d{1,2}([./])\d{1,2}\3\d\d"
    r"|[0-2]\d\.[0-5]\d ?- ?[0-2]\d\.[0-5]\d"  # hours
    r"|\d{1,3}(?:\.\d{1,3}){3}"  # network addresses
    r")(?!\d|\.\d)"
)
_DECIMAL = re.compile(r"\d{1,17}\.\d{1,17}")
_ANOTHER_NUMBER = re.compile(r"[ /]{1,3}\(?(?:\+|0)\d(?:[ \-./()]{0,3}\d){7}")
_EXTENSION = re.compile(r" ?- ?\d{1,5}(?!\w)")
_FEWEST_DIGITS, _FEWEST_BEHIND_A_WORD, _FEWEST_BARE = 9, 7, 10

Groups = list[tuple[int, int]]


def find_phones(reading: Reading) -> Iterator[Find]:
    """German numbers, those of the other PHONE_REGIONS, and any with the code of its country."""
    text, place, looked_up = reading.text, 0, 0
    while match := _CANDIDATE.search(text, place):
        shape = _shape_of(match, reading)
        if shape is None:
            place = _FIRST_DIGITS.match(match[0]).end() + match.start()  # type: ignore[union-attr]
            continue
        groups = [group.span() for group in _GROUP.finditer(text, *match.span())]
        place = groups[0][1]
        looked_up += 1
        is_certain = looked_up <= MOST_LOOKED_UP
        find, line = _number_in(match, groups, shape) if is_certain else _unseen(match)
        if find is not None:
            place = find.end
            is_quiet = shape is not Shape.ABROAD and reading.quiet.holds(find.start, find.end)
            if line is not Line.OF_A_COMPANY and not is_quiet:
                yield find


def _shape_of(match: re.Match[str], reading: Reading) -> Shape | None:
    """How it is to be dialled if it is a telephone number; None for what looks like another."""
    shape = shape_of(match[0])
    if shape is Shape.ABROAD:
        return None if _OTHER_SHAPES.search(match[0]) else shape
    digits = sum(map(str.isdigit, match[0]))
    if shape is None or (shape is Shape.BARE and digits < _FEWEST_BARE):
        return None
    is_named = names_a_phone(match.string, match.start())
    if not is_named and (shape is Shape.BARE or digits < _FEWEST_DIGITS):
        return None
    if _OTHER_SHAPES.search(match[0]) or reading.quiet.holds(*match.span()):
        return None
    if is_named:
        return shape if digits >= _FEWEST_BEHIND_A_WORD else None
    return None if names_something_else(match.string, match.start()) else shape


def _number_in(match: re.Match[str], groups: Groups, shape: Shape) -> tuple[Find | None, Line]:
    """The number that begins with the first group, and whose it may be."""
    text, start = match.string, match.start()
    is_named = names_a_phone(text, start)
    for end, is_whole in _ends(text, groups):
        value, line = dialled(text[start:end], shape)
        is_sure = is_named or line is Line.MOBILE
        if value and (is_sure or (is_whole and not _DECIMAL.fullmatch(text, start, end))):
            extension = _EXTENSION.match(text, end)
            end = extension.end() if extension else end
            return Find(Kind.PHONE, start, end, text[start:end], value), line
    return None, Line.NONE


def _ends(text: str, groups: Groups) -> Iterator[tuple[int, bool]]:
    """Where the number may end, and whether nothing is left behind it: before another number,
    with the last group, before an extension, or, the less likely, behind an earlier group."""
    ends = [end for _start, end in groups]
    for end in ends[:-1]:
        if end - groups[0][0] >= _FEWEST_DIGITS and _ANOTHER_NUMBER.match(text, end):
            yield end, True
    yield ends[-1], True
    for end in reversed(ends[:-1]):
        extension = _EXTENSION.match(text, end)
        yield end, extension is not None and extension.end() == ends[-1]


def _unseen(match: re.Match[str]) -> tuple[Find, Line]:
    value = "".join(filter(str.isdigit, match[0]))
    return Find(Kind.PHONE, match.start(), match.end(), match[0], value), Line.NONE
