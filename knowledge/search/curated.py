"""What people add to the search: synonyms, best answers, direct links.

Each process keeps them in memory. A change is seen at once: the action that makes it calls
`forget`, and the shared cache tells the other processes.
"""

import secrets
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from time import monotonic

from django.core.cache import cache
from django.db import transaction
from redis.exceptions import RedisError

from knowledge.models import DirectLink, Synonym
from knowledge.search.analysis import LANGUAGES
from knowledge.search.curated_rows import Curated, ShownLink, by_stem, read_curated
from knowledge.search.stems import stem_of, stems_of, terms_in

_TOKEN = "curated-words"  # noqa: S105  (the name under which the cache keeps it)
# What a lost word of the cache costs at most; and one search asks it once, however many its words.
_READ_AFTER = 60.0
_ASKED_AFTER = 0.002


@dataclass(frozen=True, slots=True)
class _Kept:
    curated: Curated
    token: str
    read_at: float


class _Memory:
    def __init__(self) -> None:
        self._kept: _Kept | None = None
        self._asked_at = 0.0

    def forget(self) -> None:
        self._kept = None

    def curated(self) -> Curated:
        kept, now = self._kept, monotonic()
        if kept is not None and now - self._asked_at < _ASKED_AFTER:
            return kept.curated
        # Before the rows: what changes while they are read makes them old.
        token = _token()
        if kept is None or kept.token != token or now - kept.read_at > _READ_AFTER:
            kept = self._kept = _Kept(read_curated(), token, now)
        self._asked_at = now
        return kept.curated


_memory = _Memory()
_tried: ContextVar[Curated | None] = ContextVar("_tried", default=None)


def expansions(word: str, language: str) -> tuple[str, ...]:
    """Words and phrases that a search for `word` also looks for, whatever its ending."""
    return _current().synonyms.get((language, stem_of(word, language)), ())


def pinned(text: str, language: str) -> tuple[str, ...]:
    """Keys of the documents that stand first when `text` is searched for.

    The order of the words, their endings and small words don't matter. What is pinned in the
    language of the page comes before what is in the other one.
    """
    pins = _current().pins
    keys = (pins.get((each, stems_of(text, each))) for each in _languages(language))
    return tuple(dict.fromkeys(key for key in keys if key))


def direct_links(text: str, language: str) -> tuple[ShownLink, ...]:
    """Where whoever searches for `text` gets at once: one link for each topic that its words name
    in any language, in `language` if there is one."""
    links = _current().links
    terms = {each: terms_in(text, each) for each in LANGUAGES}
    named = {link.topic for (each, words), link in links if words <= terms[each]}
    shown: dict[str, ShownLink] = {}
    for _words, link in links:
        if link.topic in named and (link.topic not in shown or link.language == language):
            shown[link.topic] = link
    order = list(DirectLink.Topic.values)
    return tuple(sorted(shown.values(), key=lambda link: order.index(link.topic)))


def forget() -> None:
    """Whoever changes what is curated calls this in the transaction of the change."""
    _memory.forget()
    transaction.on_commit(_tell_others)


@contextmanager
def trying(synonyms: Iterable[Synonym]) -> Iterator[None]:
    """Within, `synonyms` hold and no others: saved or not."""
    token = _tried.set(replace(_current(), synonyms=by_stem(synonyms)))
    try:
        yield
    finally:
        _tried.reset(token)


def _current() -> Curated:
    return _tried.get() or _memory.curated()


def _languages(first: str) -> list[str]:
    return sorted(LANGUAGES, key=lambda language: language != first)


def _token() -> str:
    try:
        return str(cache.get_or_set(_TOKEN, _new_token, timeout=None))
    except (OSError, sqlite3.Error, RedisError):
        return ""


def _tell_others() -> None:
    # This process may have read meanwhile what others saw before the commit.
    _memory.forget()
    try:
        cache.set(_TOKEN, _new_token(), timeout=None)
    except (OSError, sqlite3.Error, RedisError):
        return


def _new_token() -> str:
    return secrets.token_hex(8)
