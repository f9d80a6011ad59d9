"""The one index of this installation: opened once in a process, written by `pulse`, and built
afresh beside it by `jobs`."""

import time
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import structlog
from django.conf import settings
from django.db import transaction

from knowledge.models import IndexJob
from knowledge.search.circles import CircledEngine
from knowledge.search.documents import all_documents, documents_of
from knowledge.search.engine import Document, IndexBusy, IndexUnavailable, SearchEngine
from knowledge.search.lessons import learned_parts

log = structlog.get_logger(__name__)

BATCH = 500
# What was learned is another index; building one once a day is enough.
LEARNED_FOR = 86_400.0


def engine(*, stays_open: bool = False) -> SearchEngine:
    """Where it `stays_open`, no other process can write as soon as this one has."""
    return _opened(Path(settings.SEARCH_DIR), settings.SEARCH_HALF_LIFE_DAYS, stays_open)


@cache
def _opened(folder: Path, half_life_days: int, stays_open: bool) -> SearchEngine:
    return CircledEngine(folder, half_life_days=half_life_days, stays_open=stays_open)


def update(*, limit: int = BATCH, stays_open: bool = False) -> int:
    """Index up to `limit` documents that were asked for; return how many.

    The I/O stands outside any transaction. A row goes away only if nobody asked again meanwhile,
    so a killed or busy writer loses nothing.
    """
    jobs = list(IndexJob.objects.order_by("id")[:limit])
    if not jobs:
        return 0
    keys = {job.document for job in jobs}
    found = documents_of(keys)
    index = engine(stays_open=stays_open)
    index.put(found)
    index.remove(keys - {document.key for document in found})
    _tick_off(jobs)
    return len(jobs)


def update_all(*, stays_open: bool = False) -> None:
    """What `pulse` does every second: index what waits; it waits on while there is no index, or
    no room on the disk."""
    try:
        while update(stays_open=stays_open):
            pass
    except IndexBusy:
        return
    except IndexUnavailable as problem:
        log.warning("index.waits", why=str(problem))


def rebuild(documents: Iterable[Document] | None = None) -> int:
    """Build the index afresh while the old one goes on answering; return its documents."""
    return _rebuild(learned_parts(), documents)


def rebuild_if_due() -> bool:
    """Whether an index was built, for it was missing, damaged or foreign."""
    if not engine().needs_rebuild():
        return False
    try:
        rebuild()
    except IndexBusy:
        return False
    return True


def repair() -> bool:
    """Whether an index was built, for a file of it has changed on the disk; leftovers go."""
    engine().sweep()
    try:
        if engine().is_whole():
            return False
        rebuild()
    except (IndexBusy, IndexUnavailable):
        return False
    return True


def learn_parts() -> bool:
    """Whether an index was built, once a day at most, for other parts of compounds are known."""
    try:
        known, built_at = engine().learned(), engine().built_at()
    except IndexUnavailable:
        return False
    if time.time() - built_at < LEARNED_FOR or (learned := learned_parts()) == known:
        return False
    try:
        _rebuild(learned)
    except IndexBusy:
        return False
    return True


def keep_current() -> None:
    """All of it at once, where nobody else does it."""
    rebuild_if_due()
    update_all()


def _rebuild(learned: frozenset[str], documents: Iterable[Document] | None = None) -> int:
    waiting = list(IndexJob.objects.all())
    count = engine().rebuild(
        all_documents() if documents is None else documents, fetch=documents_of, learned=learned
    )
    _tick_off(waiting)
    return count


@transaction.atomic
def _tick_off(jobs: Iterable[IndexJob]) -> None:
    for job in jobs:
        IndexJob.objects.filter(pk=job.pk, version=job.version).delete()
