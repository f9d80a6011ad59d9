from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules

from accounts.identity_providers import rules
from accounts.points import thresholds


class AccountsConfig(AppConfig):
    name = "accounts"

    def ready(self) -> None:
        """What operators set amiss is refused at start, not when somebody needs it."""
        thresholds()
        list(rules())
        autodiscover_modules("mailbox_changes", "adapters.receivers")
