from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class RawArticle:
    """The values of a record under the names that its file gives them.

    `place` is where it stands, e.g. "faq.csv line 12"; `is_html` is None where nobody said
    whether its texts are HTML or Markdown.
    """

    place: str
    path: Path
    values: Mapping[str, Any]
    is_html: bool | None = None


@dataclass(frozen=True, slots=True)
class ForeignCredit:
    """Where it comes from and whose it is; each may be empty, not all of them."""

    title: str
    link: str
    credit: str


@dataclass(frozen=True, slots=True)
class ForeignDoubt:
    cause: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """Which article it is, wherever it lies: its family and its language."""

    family: str
    language: str

    def __str__(self) -> str:
        return f"{self.family}.{self.language}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ForeignArticle:
    """What a record says, checked; `texts` are still HTML or Markdown of elsewhere."""

    place: str
    path: Path
    external_id: str
    is_html: bool
    language: str
    title: str
    texts: Mapping[str, str]
    search_phrases: tuple[str, ...]
    product: str
    valid_for: str
    valid_until: date | None
    audience: str
    # What its file says of its life; empty where it says nothing.
    state: str
    family: str
    version: int
    created_at: datetime | None
    published_at: datetime | None
    revised_at: datetime | None
    checked_at: datetime | None
    review_on: date | None
    retired_as: str
    retired_at: datetime | None
    # The language of the article of this family that it translates, and the version it says.
    translation_of: str
    original_version: int
    successor: Name | None
    doubts: tuple[ForeignDoubt, ...]
    credits: tuple[ForeignCredit, ...]
