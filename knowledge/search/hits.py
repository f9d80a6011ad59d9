"""What a search gives: documents in order, why each stands where it does, and counts."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class PartName(StrEnum):
    WORD = "word"
    TITLE = "title"
    FRESH = "fresh"
    LINKED = "linked"
    PREFERRED = "preferred"
    PINNED = "pinned"


def document_key(kind: str, object_id: int) -> str:
    return f"{kind}-{object_id}"


@dataclass(frozen=True, slots=True)
class Part:
    """Why a hit stands where it does: the points of a `word`, or what multiplies their sum."""

    name: PartName
    amount: float
    word: str = ""


@dataclass(frozen=True, slots=True)
class Hit:
    """`pin` is its place among the pinned, from 1; 0 for the others."""

    kind: str
    object_id: int
    score: float
    created: int = 0
    pin: int = 0
    parts: tuple[Part, ...] = ()

    @property
    def key(self) -> str:
        return document_key(self.kind, self.object_id)


@dataclass(frozen=True, slots=True)
class Correction:
    typed: str
    meant: str


@dataclass(frozen=True, slots=True)
class Result:
    """Counts go up to `MAX_HITS`, which means "so many or more"; further none can be paged.

    Each count disregards its own filter; that of states disregards kinds too. `tag_counts` go by
    the tag's name. `words` are what was searched for, corrections, completions
    and synonyms included: give them to the highlighter.
    """

    hits: tuple[Hit, ...] = ()
    total: int = 0
    state_counts: Mapping[str, int] = field(default_factory=dict)
    product_counts: Mapping[int, int] = field(default_factory=dict)
    tag_counts: Mapping[str, int] = field(default_factory=dict)
    language_counts: Mapping[str, int] = field(default_factory=dict)
    corrections: tuple[Correction, ...] = ()
    words: tuple[str, ...] = ()
