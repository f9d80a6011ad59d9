"""“Start over”: what visitors did is gone, and the demo is as it was at its first start."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from django.apps import apps
from django.db import connection, transaction

from community.models import Question
from config.audit import files
from config.audit.protection import unprotected
from knowledge.actions.indexing import request_indexing
from knowledge.demo.content import Content
from knowledge.demo.seeding import seed
from knowledge.models import Article, IndexJob
from knowledge.search.engine import Kind
from knowledge.search.hits import document_key

# Django's lists of its own tables and permissions.
_NO_CONTENT = {"auth", "contenttypes"}
# In milliseconds: as long as a few restarts in a row take.
_WAITS_FOR_ANOTHER = 300_000


def start_over(content: Content | None = None) -> None:
    """Empty every table, sessions included, and load the demo anew; if that fails, all stays.

    The search is told of everything that was and is. Who restarts while somebody else does waits
    for him, however long the limits of a request are.
    """
    with _patience():
        _start_over(content)


@contextmanager
def _patience() -> Iterator[None]:
    """SQLite waits when a transaction begins, PostgreSQL for the locks within it."""
    if connection.vendor != "sqlite":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout")
        usual = int(cursor.fetchone()[0])
        cursor.execute(f"PRAGMA busy_timeout = {_WAITS_FOR_ANOTHER}")
        try:
            yield
        finally:
            cursor.execute(f"PRAGMA busy_timeout = {usual}")


@transaction.atomic
def _start_over(content: Content | None) -> None:
    tables = _tables()
    _keep_writers_out(tables)
    former = _documents()
    with unprotected():
        _empty(tables)
    seed(content)
    request_indexing(former)
    transaction.on_commit(files.forget)


def _tables() -> list[str]:
    """All but what the index still owes: a pending job outlives the rows it is about."""
    options = [model._meta for model in apps.get_models(include_auto_created=True)]
    names = {each.db_table for each in options if each.app_label not in _NO_CONTENT}
    names.remove(IndexJob._meta.db_table)
    return [connection.ops.quote_name(name) for name in sorted(names)]


def _documents() -> list[str]:
    models = {Kind.QUESTION: Question, Kind.ARTICLE: Article}
    return [
        document_key(kind, pk)
        for kind, model in models.items()
        for pk in model._default_manager.values_list("pk", flat=True)
    ]


def _keep_writers_out(tables: Iterable[str]) -> None:
    """Readers go on reading what was; SQLite has one writer anyway."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL lock_timeout = 0; SET LOCAL statement_timeout = 0")
            cursor.execute(f"LOCK TABLE {', '.join(tables)} IN EXCLUSIVE MODE")


def _empty(tables: Iterable[str]) -> None:
    """In any order: the database looks at references when the transaction ends."""
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f"DELETE FROM {table}")  # noqa: S608  (a name of ours)
