"""Hygiene at the door: what comes from outside is clean Unicode before anything looks at it."""

import unicodedata

import regex

_COMBINING_MARKS_IN_A_ROW = 4

_CONTROL_OR_BROKEN = r"\p{Cc}\p{Cs}\p{Noncharacter_Code_Point}"

# The first two alternatives are what emoji are built with: the tag letters of regional flags,
# and a joiner between two pictures. They are put back, everything else goes.
_INVISIBLE = regex.compile(
    rf"""
    (?P<emoji>
        \U0001F3F4[\U000E0030-\U000E0039\U000E0061-\U000E007A]{{2,6}}\U000E007F
      | (?<=[\p{{Extended_Pictographic}}\p{{Emoji_Modifier}}\uFE0F])\u200D
        (?=\p{{Extended_Pictographic}})
    )
    | (?![\uFE0E\uFE0F\s]) [{_CONTROL_OR_BROKEN}\p{{Cf}}\p{{Default_Ignorable_Code_Point}}]
    """,
    regex.VERBOSE,
)
_UNPRINTABLE = regex.compile(rf"(?![\t\n])[{_CONTROL_OR_BROKEN}]")
_NEWLINES = regex.compile(r"\r\n|[\r\v\f\x85\u2028\u2029]")
_PILED_MARKS = regex.compile(rf"(\p{{M}}{{{_COMBINING_MARKS_IN_A_ROW}}})\p{{M}}+")
_NOTHING_TO_SEE = regex.compile(
    rf"[\s\p{{Z}}\p{{M}}\p{{Cf}}\p{{Default_Ignorable_Code_Point}}\u2800{_CONTROL_OR_BROKEN}]*"
)
_GRAPHEME = regex.compile(r"\X")


def clean_line(text: str) -> str:
    """One line for titles, names and tags: nothing invisible, nothing that turns the reading
    direction, white space folded. Emoji stay as they are."""
    return " ".join(_composed(_INVISIBLE.sub(r"\g<emoji>", text)).split())


def clean_body(text: str) -> str:
    """Text of many lines: line ends are LF, what no reader can see or store is gone."""
    return _composed(_UNPRINTABLE.sub("", _NEWLINES.sub("\n", text)))


def number_in(text: str, *, most_digits: int = 18) -> int | None:
    """The number that an address or a form names by ASCII digits alone; None for anything else."""
    is_number = text.isascii() and text.isdecimal() and len(text) <= most_digits
    return int(text) if is_number else None


def is_blank(text: str) -> bool:
    """True where a reader would see nothing, whatever characters it is made of."""
    return _NOTHING_TO_SEE.fullmatch(text) is not None


def grapheme_count(text: str) -> int:
    """The number of characters as a reader counts them: a family emoji is one."""
    return sum(1 for _ in _GRAPHEME.finditer(text))


def truncate(text: str, length: int) -> str:
    """At most `length` code points, an ellipsis included; never cuts within a grapheme."""
    if len(text) <= length:
        return text
    end = 0
    for grapheme in _GRAPHEME.finditer(text):
        if grapheme.end() > length - 1:
            break
        end = grapheme.end()
    return text[:end].rstrip() + "…"


def _composed(text: str) -> str:
    # Trimmed before as well: ordering thousands of marks costs their number squared.
    return _trimmed(unicodedata.normalize("NFC", _trimmed(text)))


def _trimmed(text: str) -> str:
    return _PILED_MARKS.sub(r"\1", text)
