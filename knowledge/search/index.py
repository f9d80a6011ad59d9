"""The one index of this installation: opened once in a process, written by `pulse` alone."""

from collections.abc import Iterable
from functools import cache
from pathlib import Path

from django.conf import settings
from django.db import transaction

from knowledge.models import IndexJob
from knowledge.search.circles import CircledEngine
from knowledge.search.documents import all_documents, documents_of
from knowledge.search.engine import Document, IndexBusy, SearchEngine

BATCH = 500


def engine() -> SearchEngine:
    return _opened(Path(settings.SEARCH_DIR))


@cache
def _opened(folder: Path) -> SearchEngine:
    return CircledEngine(folder)


def update(*, limit: int = BATCH) -> int:
    """Index up to `limit` documents that were asked for; return how many.

    The I/O stands outside any transaction. A row goes away only if nobody asked again meanwhile,
    so a killed or busy writer loses nothing.
    """
    jobs = list(IndexJob.objects.order_by("id")[:limit])
    if not jobs:
        return 0
    keys = {job.document for job in jobs}
    found = documents_of(keys)
    index = engine()
    index.put(found)
    index.remove(keys - {document.key for document in found})
    _tick_off(jobs)
    return len(jobs)


def rebuild(documents: Iterable[Document] | None = None) -> int:
    """Build the index afresh while the old one goes on answering; return its documents."""
    waiting = list(IndexJob.objects.all())
    count = engine().rebuild(
        all_documents() if documents is None else documents, fetch=documents_of
    )
    _tick_off(waiting)
    return count


def keep_current() -> None:
    """What `pulse` does every second: rebuild a missing or foreign index, else index what waits."""
    try:
        if engine().needs_rebuild():
            rebuild()
        while update():
            pass
    except IndexBusy:
        return


@transaction.atomic
def _tick_off(jobs: Iterable[IndexJob]) -> None:
    for job in jobs:
        IndexJob.objects.filter(pk=job.pk, version=job.version).delete()
