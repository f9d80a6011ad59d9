from importlib import import_module

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class AuditConfig(AppConfig):
    name = "config.audit"
    label = "audit"

    def ready(self) -> None:
        protection = import_module("config.audit.protection")
        post_migrate.connect(protection.protect_after_migrating, sender=self)
        import_module("config.audit.health")
