"""What became of a tag, change by change, as its page tells it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import zip_longest

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from community.diffing import Effort, Row, diff
from community.models import TagChange

# As `describe_tag` keeps both.
_DESCRIPTIONS = re.compile(r"de: (.*)\nen: (.*)", re.DOTALL)
_LABELS = (_("German description"), _("English description"))


@dataclass(frozen=True)
class Described:
    """What was changed of one description."""

    label: str | Promise
    rows: list[Row]


@dataclass(frozen=True)
class Entry:
    """`described` in place of the words of a change that was about descriptions."""

    change: TagChange
    described: list[Described]


def told(changes: Iterable[TagChange]) -> list[Entry]:
    """Several on one page share the effort of comparing."""
    effort = Effort()
    return [Entry(change, _described(change, effort)) for change in changes]


def _described(change: TagChange, effort: Effort) -> list[Described]:
    if change.act != TagChange.Act.DESCRIBE:
        return []
    pairs = zip_longest(_texts(change.before), _texts(change.after), fillvalue="")
    compared = [diff(before, after, effort) for before, after in pairs]
    return [Described(label, rows) for label, rows in zip(_LABELS, compared, strict=False) if rows]


def _texts(kept: str) -> tuple[str, ...]:
    found = _DESCRIPTIONS.fullmatch(kept)
    return found.groups() if found else (kept,)
