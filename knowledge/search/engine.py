"""What any search engine of this project takes and gives; pages know nothing beyond this."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Protocol

from knowledge.search.hits import Hit, Result, document_key

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


class Sort(StrEnum):
    RELEVANCE = ""
    NEWEST = "newest"


class IndexUnavailable(Exception):
    """The index is missing, broken or of another version: say so, and rebuild it."""


class IndexBusy(Exception):
    """Somebody else is writing; the work stays due and is tried again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """`body` is what the asker or author wrote; `extra` is worth less: answers, search phrases.

    `created` is in seconds since 1970; of an article, when it was last checked. `linked` says how
    often others took it for the answer: linked it, named it the original, reused it.
    `is_official` is a question whose answer the operator confirmed. `circle` is the only one that
    may find it, one of CIRCLES; empty for everybody.
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
    linked: int = 0
    is_official: bool = False
    circle: str = ""

    @property
    def key(self) -> str:
        return document_key(self.kind, self.object_id)


# Of a word and its language: the words and phrases that a search for it also looks for.
Synonyms = Callable[[str, str], tuple[str, ...]]


def no_synonyms(word: str, language: str) -> tuple[str, ...]:
    return ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """An empty filter lets everything through. `language` is a hint (of the page), no filter.

    What stands in quotation marks in `text` is looked for word by word. `since` and `now` are in
    seconds since 1970; a `now` asks as somebody would have then, who sees nothing younger, and 0
    asks now. `pinned` are the keys of the documents that come first, whatever their words.
    `circles` are those to which the reader belongs. `is_explained` asks for the parts of the hits,
    `is_counted` for counts.
    """

    text: str
    language: str = ""
    kinds: tuple[str, ...] = ()
    states: tuple[str, ...] = ()
    product_ids: tuple[int, ...] = ()
    tags: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    since: int = 0
    now: int = 0
    sort: str = Sort.RELEVANCE
    pinned: tuple[str, ...] = ()
    synonyms: Synonyms = no_synonyms
    without: tuple[str, ...] = ()
    circles: tuple[str, ...] = ()
    is_typing: bool = False
    is_explained: bool = False
    is_counted: bool = True
    limit: int = 20
    offset: int = 0

    def unfiltered(self) -> "Query":
        """The same words under none of the filters that a reader chooses."""
        return replace(self, kinds=(), states=(), product_ids=(), tags=(), languages=(), since=0)


Fetch = Callable[[Sequence[str]], Iterable[Document]]


class SearchEngine(Protocol):
    def put(self, documents: Iterable[Document]) -> None:
        """Add or replace, in one commit."""

    def remove(self, keys: Iterable[str]) -> None:
        """Forget these documents; unknown keys do no harm."""

    def search(self, query: Query) -> Result: ...

    def suggest(
        self,
        text: str,
        *,
        language: str = "",
        limit: int = 5,
        circles: tuple[str, ...] = (),
        synonyms: Synonyms = no_synonyms,
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

    def rebuild(
        self,
        documents: Iterable[Document],
        *,
        fetch: Fetch,
        learned: frozenset[str] = frozenset(),
    ) -> int:
        """Build afresh beside the running index and swap; gives the number of documents.

        `fetch` loads by key what changed meanwhile; keys that it does not give are removed.
        `learned` are parts of compounds besides the listed ones (`learning.py`).
        """

    def learned(self) -> frozenset[str]:
        """The learned parts by which the index in use was built."""

    def built_at(self) -> float:
        """When the index in use was built, in seconds since 1970."""

    def is_whole(self) -> bool:
        """Whether its files still say what was written; takes as long as reading all of them."""

    def sweep(self) -> None:
        """Take away what a killed rebuild has left."""

    def needs_rebuild(self) -> bool: ...

    def count(self) -> int: ...
