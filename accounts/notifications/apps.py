from importlib import import_module

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class NotificationsConfig(AppConfig):
    name = "accounts.notifications"

    def ready(self) -> None:
        autodiscover_modules("notices")
        import_module("accounts.notifications.health")
