import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import cached_property

from community.markup.personal.bank import find_cards, find_ibans
from community.markup.personal.company import find_company_data
from community.markup.personal.contacts import is_published
from community.markup.personal.kinds import MASKED_ALWAYS, Find
from community.markup.personal.mailboxes import find_mailboxes
from community.markup.personal.masking import MASK
from community.markup.personal.phones import find_phones
from community.markup.personal.reading import Reading
from community.markup.personal.shown import run_together, shown_in
from community.markup.personal.unmarked import Unmarked

# What proves itself comes first, and is not looked at by the rules behind it.
_RULES = (find_company_data, find_ibans, find_cards, find_mailboxes, find_phones)

# In few texts Markdown or a line break stands so near to digits, or to the sign of a mailbox: only
# those are read once more.
_MARK_WITHIN = re.compile(
    r"[*_~`\[\])&;\\][\W_]{0,6}[A-Za-z]{0,4} ?\d"
    r"|[*_~`\]);\\][^\s@]{0,64}@|@[^\s@]{0,64}[*_~`\[&\\]|&(?:\#0{0,5}64|\#[xX]0{0,4}40|commat);"
    r"|[(\[{<]\s?(?:at|ät)\b|\b(?:dot|punkt)\b",
    re.IGNORECASE,
)
_LINE_BREAK_WITHIN = re.compile(
    r"(?:\d ?[A-Za-z]{0,4}|[);])[\W_]{0,6}\n[\W_]{0,6}[A-Za-z]{0,4}[\W_]{0,6}(?:\d|&)"
)

_LINE_OF_NUMBERS_BEFORE = re.compile(r"\d[ \t]*\n[ \t>]*\Z")
_LINE_OF_NUMBERS_BEHIND = re.compile(r"(?<![ \t])[ \t]*+\n[ \t>]*+\d")
_LONGEST_GAP = 40


def find_personal_data(text: str) -> list[Find]:
    """What should not stand where everybody reads it, in the order of the text.

    Also what the page shows in one piece and the text does not: split by Markdown or by the end of
    a line. Costs at most a fixed time for each character; contacts that the company has published
    are not among it.
    """
    finds = [find for _read, find in _found_in(Reading(text))]
    page = _Page(text)
    if _MARK_WITHIN.search(text):
        finds = page.with_split(finds, joining_lines=False)
    if _LINE_BREAK_WITHIN.search(text):
        finds = page.with_split(finds, joining_lines=True)
    return [find for find in finds if not is_published(find)]


def find_unplaced(text: str, placed: Iterable[Find] | None = None) -> list[Find]:
    """What the page shows although nothing of the kind is found in the text: nobody can mask it.

    `placed` is what `find_personal_data` has found there, if it was asked already.
    """
    known = {find.value for find in (find_personal_data(text) if placed is None else placed)}
    shown = (find for reading in shown_in(text) or () for _read, find in _found_in(reading))
    return [find for find in shown if find.value not in known and not is_published(find)]


def _found_in(reading: Reading) -> list[tuple[str, Find]]:
    """Each as it was read, and where it stands; in the order of the text."""
    reading.cover([mask.span() for mask in MASK.finditer(reading.text)])
    finds: list[tuple[str, Find]] = []
    for rule in _RULES:
        found = list(rule(reading))
        reading.cover([(find.start, find.end) for find in found])
        finds += ((find.text, reading.in_original(find)) for find in found)
    return sorted(finds, key=lambda each: each[1].start)


class _Page:
    """What is read of a text whose Markdown nobody sees."""

    def __init__(self, text: str) -> None:
        self._text = text

    def with_split(self, finds: list[Find], *, joining_lines: bool) -> list[Find]:
        """`finds`, and those in several pieces, which take the place of their own parts."""
        parts = _Parts(finds)
        split = [
            find
            for read, find in _found_in(Unmarked(self._text, joining_lines=joining_lines))
            if parts.give_way_to(find) and self._shows(read, find)
        ]
        gone = {id(part) for find in split for part in parts.of(find)}
        kept = [find for find in finds if id(find) not in gone]
        return sorted([*kept, *split], key=lambda find: find.start)

    def _shows(self, read: str, find: Find) -> bool:
        if self._is_of_a_column(find):
            return False
        return self._words is None or run_together(read) in self._words

    def _is_of_a_column(self, find: Find) -> bool:
        """Numbers in lines of their own, more of them than one number has."""
        if find.text.count("\n") < 2:
            return False
        before = max(0, find.start - _LONGEST_GAP)
        return (
            _LINE_OF_NUMBERS_BEFORE.search(self._text, before, find.start) is not None
            or _LINE_OF_NUMBERS_BEHIND.match(self._text, find.end) is not None
        )

    @cached_property
    def _words(self) -> str | None:
        shown = shown_in(self._text)
        return None if shown is None else "\n".join(run_together(each.text) for each in shown)


class _Parts:
    """Finds in one piece, looked up by the place of one in several."""

    def __init__(self, finds: list[Find]) -> None:
        self._finds = finds
        self._ends = [find.end for find in finds]

    def of(self, split: Find) -> Iterator[Find]:
        for place in range(bisect_right(self._ends, split.start), len(self._finds)):
            if self._finds[place].start >= split.end:
                break
            yield self._finds[place]

    def give_way_to(self, split: Find) -> bool:
        """A number that stands whole in one line does not go on in the next one, unless the whole
        proves itself."""
        proves_itself = split.kind in MASKED_ALWAYS
        return all(
            (part.start, part.end) != (split.start, split.end)
            and split.start <= part.start
            and part.end <= split.end
            and (proves_itself or (part.kind not in MASKED_ALWAYS and "\n" not in split.text))
            for part in self.of(split)
        )
