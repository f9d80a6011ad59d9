"""“Index this again” as rows: requests and handlers only ask, `pulse` does it."""

from collections.abc import Iterable

from django.db import connection

from knowledge.models import IndexJob


def request_indexing(documents: Iterable[str]) -> None:
    """Ask for `documents` ("question-12") to be indexed as they will stand after this transaction.

    One statement, so that two requests at once neither collide nor lose the later one.
    """
    table = connection.ops.quote_name(IndexJob._meta.db_table)
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {table} (document, version) VALUES (%s, 1)"  # noqa: S608  (a constant)
            f" ON CONFLICT (document) DO UPDATE SET version = {table}.version + 1",
            [(document,) for document in sorted(set(documents))],
        )
