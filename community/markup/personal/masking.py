"""What is shown in the place of a find; never longer than what stood there."""

import re
from collections.abc import Iterable

from community.markup.personal.kinds import Find, Kind
from community.markup.personal.reading import BARRIER
from community.markup.personal.unmarked import marks_left_by

# Whatever these rules have put into a text.
MASK = re.compile(
    rf"[A-Z]{{2}}{BARRIER}{{2}} {BARRIER}{{4}} [0-9A-Z]{{4}}|{BARRIER}{{4}} \d{{4}}|{BARRIER}+"
)
_MASKS = {
    Kind.EMAIL: "•••@•••",
    Kind.PHONE: "••• ••••",
    Kind.COMPANY: "••••••",
    Kind.CHOSEN: "••••••",
}


def mask_of(find: Find) -> str:
    """An IBAN keeps its country and its end, a card its end: their owner knows them again."""
    if find.kind == Kind.IBAN:
        return f"{find.value[:2]}•• •••• {find.value[-4:]}"
    if find.kind == Kind.CARD:
        return f"•••• {find.value[-4:]}"
    return _MASKS[find.kind][: len(find.text)]


def without(text: str, finds: Iterable[Find]) -> str:
    """`text` with each of its `finds`, which do not overlap, masked."""
    for find in sorted(finds, key=lambda find: find.start, reverse=True):
        before, behind = marks_left_by(find, text) if find.is_split else ("", "")
        mask = mask_of(find)[: len(find.text) - len(before) - len(behind)]
        text = f"{text[: find.start]}{before}{mask}{behind}{text[find.end :]}"
    return text
