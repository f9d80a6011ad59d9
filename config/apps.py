from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate


class FloorConfig(AppConfig):
    name = "config"
    label = "floor"

    def ready(self) -> None:
        post_migrate.connect(use_write_ahead_log, sender=self)


def use_write_ahead_log(*, using: str, **kwargs) -> None:
    """Readers and the writer of a SQLite file do not wait for each other; the file remembers it."""
    connection = connections[using]
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA journal_mode=WAL")
