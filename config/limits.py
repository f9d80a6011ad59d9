"""How often somebody may do something: counted windows in the shared cache.

Members are counted by account. Visitors are counted by a salted key of their network, whose salt
lives in the cache until midnight; no address is stored.
"""

import hashlib
import ipaddress
import secrets
from datetime import timedelta

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.utils import timezone

# scope → (how many, in how many seconds); the figures are A-VO-17 of the trust cases.
LIMITS = {
    "ask": [(5, 86_400)],
    "ask-first-day": [(3, 86_400)],
    "answer": [(4, 60), (100, 86_400)],
    "answer-first-day": [(10, 86_400)],
    "vote": [(50, 86_400)],
    "vote-first-day": [(10, 86_400)],
    "vote-change": [(30, 86_400)],
    "login": [(6, 60), (30, 3600)],
    "search": [(2, 1), (30, 60)],
    "suggest": [(5, 1), (60, 60)],
    "feedback": [(10, 60), (60, 86_400)],
    "demo": [(60, 60)],
    "demo-restart": [(6, 60)],
}


class TooOften(Exception):
    """Raised for the act that exceeds a limit; `seconds` says when to come back at the latest."""

    def __init__(self, scope: str, seconds: int) -> None:
        super().__init__(scope)
        self.seconds = seconds


def count(scope: str, who: str) -> None:
    """Count one act of `who`; raises TooOften when it is one too many in any window of `scope`."""
    for amount, seconds in LIMITS[scope]:
        window = int(timezone.now().timestamp()) // seconds
        key = f"limit:{scope}:{seconds}:{window}:{who}"
        cache.add(key, 0, timeout=seconds)
        try:
            used = cache.incr(key)
        except ValueError:  # the window ended between the two calls
            continue
        if used > amount * settings.LIMITS_FACTOR:
            raise TooOften(scope, seconds)


def count_member(scope: str, user) -> None:
    """Count one act of a member; on the first day of an account a lower limit holds as well."""
    who = f"member-{user.pk}"
    if timezone.now() - user.created_at < timedelta(days=1) and f"{scope}-first-day" in LIMITS:
        count(f"{scope}-first-day", who)
    count(scope, who)


def visitor(request: HttpRequest) -> str:
    """A key for the client's network that nobody can turn back into an address after midnight."""
    address = ipaddress.ip_address(client_address(request))
    prefix = 64 if address.version == 6 else 32
    network = ipaddress.ip_network((address, prefix), strict=False)
    return hashlib.sha256(f"{_salt()}{network}".encode()).hexdigest()[:24]


def client_address(request: HttpRequest) -> str:
    """The peer's address, or what the configured number of own proxies says it is (A-AU-21)."""
    hops = settings.TRUSTED_PROXY_COUNT
    peer = request.META.get("REMOTE_ADDR") or "127.0.0.1"
    if hops == 0:
        return _address(peer)
    forwarded = [hop.strip() for hop in request.headers.get("X-Forwarded-For", "").split(",")]
    return _address(forwarded[-hops]) if len(forwarded) >= hops else _address(peer)


def _address(text: str) -> str:
    try:
        return str(ipaddress.ip_address(text))
    except ValueError:
        return "127.0.0.1"


def _salt() -> str:
    now = timezone.now()
    midnight = (now + timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0)
    key = f"limit-salt:{now:%Y-%m-%d}"
    seconds = int((midnight - now).total_seconds()) + 1
    return str(cache.get_or_set(key, lambda: secrets.token_hex(16), timeout=seconds))
