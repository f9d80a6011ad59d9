"""Triggers that keep the record from being changed, on both databases.

They are set after every `migrate`, not by a migration: SQLite forgets them whenever a later
migration makes one of these tables anew.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.db import connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Model
from django.db.utils import DEFAULT_DB_ALIAS

from config.audit.models import AuditPerson, AuditRecord, AuditRoot, AuditSeal, AuditWords

REFUSAL = "The record is only added to."
# Rows of these may go, but never change: who somebody was, and what was said in words.
_ADDED_ONLY: tuple[type[Model], ...] = (AuditRecord, AuditSeal, AuditRoot)
_NEVER_CHANGED: tuple[type[Model], ...] = (AuditPerson, AuditWords)

_REFUSE_ON_POSTGRESQL = f"""
CREATE OR REPLACE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'insufficient_privilege'; END $$
"""
# A table whose references still wait to be looked at can't be altered; those after it may wait.
_CHECK_NOW = "SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED"


@dataclass(frozen=True, slots=True)
class Trigger:
    table: str
    verb: str

    @property
    def name(self) -> str:
        return f"{self.table}_no_{self.verb.lower()}"

    def sql(self, vendor: str) -> str:
        start = f"CREATE TRIGGER {self.name} BEFORE {self.verb} ON {self.table}"
        if vendor == "sqlite":
            return f"{start} BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
        each = "STATEMENT" if self.verb == "TRUNCATE" else "ROW"
        return f"{start} FOR EACH {each} EXECUTE FUNCTION audit_refuse()"


def missing(using: str = DEFAULT_DB_ALIAS) -> list[Trigger]:
    """Those that somebody has taken away, or that were never set."""
    connection = connections[using]
    with connection.cursor() as cursor:
        cursor.execute(_names_of_triggers(connection))
        there = {name for (name,) in cursor.fetchall()}
    return [trigger for trigger in _triggers(connection) if trigger.name not in there]


def protect(using: str = DEFAULT_DB_ALIAS) -> None:
    """Set what is missing."""
    connection = connections[using]
    with transaction.atomic(using=using), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(_CHECK_NOW)
            cursor.execute(_REFUSE_ON_POSTGRESQL)
        for trigger in missing(using):
            cursor.execute(trigger.sql(connection.vendor))


def unprotect(using: str = DEFAULT_DB_ALIAS) -> None:
    """For what empties the whole database: the demo that starts over, and tests."""
    connection = connections[using]
    gone = {trigger.name for trigger in missing(using)}
    with transaction.atomic(using=using), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(_CHECK_NOW)
        for trigger in _triggers(connection):
            if trigger.name not in gone:
                cursor.execute(_drop(trigger, connection))


@contextmanager
def unprotected(using: str = DEFAULT_DB_ALIAS) -> Iterator[None]:
    unprotect(using)
    yield
    protect(using)


def protect_after_migrating(*, using: str, **_: object) -> None:
    protect(using)


def _triggers(connection: BaseDatabaseWrapper) -> list[Trigger]:
    can_truncate = connection.vendor == "postgresql"
    changing, deleting = ["UPDATE"], ["UPDATE", "DELETE"] + ["TRUNCATE"] * can_truncate
    verbs = {**dict.fromkeys(_ADDED_ONLY, deleting), **dict.fromkeys(_NEVER_CHANGED, changing)}
    return [Trigger(model._meta.db_table, verb) for model in verbs for verb in verbs[model]]


def _names_of_triggers(connection: BaseDatabaseWrapper) -> str:
    if connection.vendor == "sqlite":
        return "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    return "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D'"


def _drop(trigger: Trigger, connection: BaseDatabaseWrapper) -> str:
    on_table = f" ON {trigger.table}" if connection.vendor == "postgresql" else ""
    return f"DROP TRIGGER {trigger.name}{on_table}"
