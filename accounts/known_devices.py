"""Guesses are counted by account, and apart from them those of browsers that were let in before.

So whoever guesses at an account, or has codes mailed to it, cannot lock its owner out: his own
browser has its own count.
"""

import secrets
from dataclasses import dataclass

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac

from config.limits import count, forgive, visitor

COOKIE = "device" if settings.ON_LOOPBACK else "__Host-device"
REMEMBERED_FOR = 365 * 86_400
MOST_ACCOUNTS = 5
_SALT = "accounts.known-device"


@dataclass(frozen=True)
class Guess:
    """One try that is counted already, by each of `counted`: a limit, and who it holds for."""

    counted: tuple[tuple[str, str], ...]

    def was_right(self) -> None:
        """Take it back: only failures count."""
        for scope, who in self.counted:
            forgive(scope, who)


def count_guess(request: HttpRequest, scope: str, mailbox: str) -> Guess:
    """Count a try at the account of `mailbox` before anything is hashed or compared.

    Limits are `scope` by network, `scope`-account, and `scope`-device where this browser is known.
    Raises TooOften.
    """
    account = _account_key(mailbox)
    device = _known(request).get(account)
    counted: tuple[tuple[str, str], ...] = (
        (scope, visitor(request)),
        (f"{scope}-account", account),
    )
    if device is not None:
        counted = ((f"{scope}-device", f"{account}-{device}"),)
    for limit, who in counted:
        count(limit, who)
    return Guess(counted)


def remember_device(request: HttpRequest, response: HttpResponse, mailbox: str) -> None:
    """Know this browser as one from which the owner of `mailbox` has signed in."""
    known = _known(request)
    account = _account_key(mailbox)
    device = known.pop(account, None) or secrets.token_urlsafe(9)
    entries = [*known.items(), (account, device)][-MOST_ACCOUNTS:]
    response.set_cookie(
        COOKIE,
        signing.dumps(entries, salt=_SALT),
        max_age=REMEMBERED_FOR,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _known(request: HttpRequest) -> dict[str, str]:
    try:
        entries = signing.loads(request.COOKIES.get(COOKIE, ""), salt=_SALT, max_age=REMEMBERED_FOR)
    except signing.BadSignature:
        return {}
    return dict(entries)


def _account_key(mailbox: str) -> str:
    """What stands in the cookie and in the counters instead of the address."""
    return salted_hmac(_SALT, mailbox, algorithm="sha256").hexdigest()[:24]
