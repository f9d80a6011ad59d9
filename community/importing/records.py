"""What every reader yields, whatever file it reads."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


class CannotRead(Exception):
    """The file as a whole is refused or ends too early; the message is meant for the operator."""


@dataclass(frozen=True, slots=True)
class Broken:
    """One record that was left out, and where it stands in the file."""

    place: str
    why: str

    def __str__(self) -> str:
        return f"{self.place}: {self.why}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ForeignPerson:
    external_id: str
    name: str = ""
    joined_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ForeignAnswer:
    external_id: str
    author: ForeignPerson
    html: str
    created_at: datetime
    useful_count: int = 0
    not_useful_count: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ForeignThread:
    external_id: str
    author: ForeignPerson
    title: str
    html: str
    created_at: datetime
    tags: tuple[str, ...] = ()
    affected_count: int = 0
    accepted_id: str | None = None
    answers: tuple[ForeignAnswer, ...] = ()

    @property
    def size(self) -> int:
        return len(self.html) + sum(len(answer.html) for answer in self.answers)


@dataclass(frozen=True, slots=True, kw_only=True)
class DuplicateLink:
    """Two threads of which the former community said that the second answers the first."""

    duplicate_id: str
    original_id: str


Record = ForeignThread | DuplicateLink | Broken


class Reader(Protocol):
    @property
    def share_read(self) -> float:
        """How much of the file has been read, from 0 to 1."""

    def __iter__(self) -> Iterator[Record]: ...
