"""What any search engine of this project takes and gives; pages know nothing beyond this."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

MAX_TEXT_LENGTH = 200
MAX_HITS = 200
# Not everybody: whom articles are written for besides.
CIRCLES = ("members", "staff")


class Kind(StrEnum):
    ARTICLE = "article"
    QUESTION = "question"


class State(StrEnum):
    OPEN = "open"
    SOLVED = "solved"
    PUBLISHED = "published"


class IndexUnavailable(Exception):
    """The index is missing, broken or of another version: say so, and rebuild it."""


class IndexBusy(Exception):
    """Somebody else is writing; the work stays due and is tried again."""


def document_key(kind: str, object_id: int) -> str:
    return f"{kind}-{object_id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """`body` is what the asker or author wrote; `extra` is worth less: answers, search phrases.

    `circle` is the only one that may find it, one of CIRCLES; empty for everybody.
    """

    kind: str
    object_id: int
    language: str
    title: str
    body: str = ""
    extra: str = ""
    state: str = State.OPEN
    product_id: int | None = None
    tags: tuple[str, ...] = ()
    created: int = 0
    circle: str = ""

    @property
    def key(self) -> str:
        return document_key(self.kind, self.object_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """An empty filter lets everything through. `language` is a hint (of the page), no filter.

    `circles` are those to which the reader belongs.
    """

    text: str
    language: str = ""
    kinds: tuple[str, ...] = ()
    states: tuple[str, ...] = ()
    product_ids: tuple[int, ...] = ()
    tags: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    circles: tuple[str, ...] = ()
    is_typing: bool = False
    limit: int = 20
    offset: int = 0


@dataclass(frozen=True, slots=True)
class Hit:
    kind: str
    object_id: int
    score: float

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

    The counts by kind and by state disregard these two filters. `words` are what was searched
    for, corrections and completions included: give them to the highlighter.
    """

    hits: tuple[Hit, ...] = ()
    total: int = 0
    kind_counts: Mapping[str, int] = field(default_factory=dict)
    state_counts: Mapping[str, int] = field(default_factory=dict)
    corrections: tuple[Correction, ...] = ()
    words: tuple[str, ...] = ()


Fetch = Callable[[Sequence[str]], Iterable[Document]]


class SearchEngine(Protocol):
    def put(self, documents: Iterable[Document]) -> None:
        """Add or replace, in one commit."""

    def remove(self, keys: Iterable[str]) -> None:
        """Forget these documents; unknown keys do no harm."""

    def search(self, query: Query) -> Result: ...

    def suggest(
        self, text: str, *, language: str = "", limit: int = 5, circles: tuple[str, ...] = ()
    ) -> Result:
        """Articles and solved questions for a title that is being typed, from its third word."""

    def similar(
        self,
        document: Document,
        *,
        kinds: tuple[str, ...] = (),
        limit: int = 10,
        circles: tuple[str, ...] = (),
    ) -> tuple[Hit, ...]:
        """What resembles this document (a draft too), itself left out."""

    def rebuild(self, documents: Iterable[Document], *, fetch: Fetch) -> int:
        """Build afresh beside the running index and swap; gives the number of documents.

        `fetch` loads by key what changed meanwhile; keys that it does not give are removed.
        """

    def needs_rebuild(self) -> bool: ...

    def count(self) -> int: ...
