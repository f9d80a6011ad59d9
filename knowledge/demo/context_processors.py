from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest

from knowledge.demo.accounts import ACCOUNTS, account_of


@dataclass(frozen=True)
class DemoBar:
    """Asks who is signed in only when it is shown: a fragment does not need to know."""

    request: HttpRequest

    @property
    def accounts(self) -> list[tuple]:
        return [(account.key, account.label) for account in ACCOUNTS]

    @property
    def current(self) -> str:
        account = account_of(getattr(self.request, "user", AnonymousUser()))
        return account.key if account else ""


def demo_bar(request: HttpRequest) -> dict:
    return {"demo": DemoBar(request) if settings.DEMO else None}
