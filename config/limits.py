"""How often somebody may do something: counted windows in the shared cache.

Members are counted by account. Visitors are counted by a salted key of their network, whose salt
lives in the cache until midnight; no address is stored.
"""

import hashlib
import ipaddress
import secrets
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import timedelta
from urllib.parse import urlsplit

import structlog
from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.utils import timezone
from redis.exceptions import RedisError

log = structlog.get_logger(__name__)

# scope → (how many, in how many seconds); the figures are A-VO-17 of the trust cases.
LIMITS = {
    "ask": [(5, 86_400)],
    "ask-first-day": [(3, 86_400)],
    "answer": [(4, 60), (100, 86_400)],
    "answer-first-day": [(10, 86_400)],
    "vote": [(50, 86_400)],
    "vote-first-day": [(10, 86_400)],
    "vote-change": [(30, 86_400)],
    "vote-reason": [(50, 86_400)],
    "comment": [(10, 60)],
    "mention": [(5, 1), (120, 60)],
    "feedback-answer": [(1, 86_400)],
    "login": [(6, 60), (30, 3600)],
    "login-account": [(5, 300)],
    "login-device": [(5, 300)],
    "second-factor": [(10, 60), (20, 3600)],
    "second-factor-account": [(60, 3600), (200, 86_400)],
    "second-factor-device": [(5, 300)],
    "sign-up-mailbox": [(5, 86_400)],
    "code-mail": [(20, 60)],
    "code-mail-account": [(3, 600)],
    "code-mail-device": [(3, 600)],
    "reset-mail": [(20, 60)],
    "reset-mail-account": [(3, 3600)],
    "reset-mail-device": [(3, 3600)],
    "mailed-code": [(3, 600), (10, 86_400)],
    "mailed-code-tries": [(5, 600)],
    "renewal-link": [(3, 600), (10, 86_400)],
    "affected": [(30, 60), (200, 86_400)],
    "accept": [(10, 60), (50, 86_400)],
    "ask-guest": [(20, 60), (100, 3600)],
    "ask-unconfirmed": [(3, 86_400)],
    "ask-unconfirmed-network": [(10, 3600)],
    "unsent": [(5, 60), (50, 86_400)],
    "search": [(2, 1), (30, 60)],
    # The same words of the same network: three of them are three people, as far as that goes.
    "noted-search": [(1, 86_400)],
    "noted-click": [(1, 86_400)],
    "suggest": [(5, 1), (60, 60)],
    "look": [(30, 60), (300, 3600)],
    "journey-step": [(60, 60), (600, 86_400)],
    # Sends of the form, also those that are refused; what counts are letters.
    "contact": [(20, 60), (100, 3600)],
    "contact-letter": [(5, 600), (30, 86_400)],
    "contact-sent": [(1, 86_400)],
    # Typing asks again after each pause.
    "offer": [(10, 1), (120, 60)],
    "picture": [(5, 60), (30, 86_400)],
    "image": [(20, 3600), (100, 86_400)],
    "preview": [(60, 60), (1000, 3600)],
    "link-card": [(20, 60), (200, 3600)],
    "signed-link": [(20, 60), (100, 86_400)],
    "wrong-link": [(20, 60), (100, 3600)],
    "reconfirm": [(1, 60), (3, 86_400)],
    "save-filter": [(20, 60), (100, 86_400)],
    "retag": [(10, 60), (30, 86_400)],
    "confirm": [(10, 60), (100, 86_400)],
    "sign": [(10, 60), (100, 86_400)],
    "follow": [(30, 60), (500, 86_400)],
    "decide": [(30, 60), (500, 86_400)],
    "propose-duplicate": [(30, 86_400)],
    "curate": [(120, 60), (5_000, 86_400)],
    # Sends of the form, also those that are refused; what counts are reports.
    "report-form": [(30, 60), (100, 86_400)],
    "report": [(20, 86_400)],
    "report-first-day": [(5, 86_400)],
    "report-mail": [(3, 3600)],
    "feedback": [(10, 60), (60, 86_400)],
    "helped": [(10, 60), (30, 3600), (100, 86_400)],
    "helped-article": [(1, 3600)],
    "survey": [(10, 60), (30, 3600), (100, 86_400)],
    "survey-document": [(1, 86_400)],
    "edit": [(30, 86_400)],
    "delete": [(20, 86_400)],
    "decide-edit": [(30, 60), (200, 86_400)],
    "draft": [(60, 60), (5_000, 86_400)],
    "demo": [(60, 60)],
    "demo-restart": [(6, 60)],
}

_is_counted_already = ContextVar("_is_counted_already", default=False)


class TooOften(Exception):
    """Raised for the act that exceeds a limit; `seconds` says when to come back at the latest."""

    def __init__(self, scope: str, seconds: int) -> None:
        super().__init__(scope)
        self.seconds = seconds


def count(scope: str, who: str) -> None:
    """Count one act of `who`; raises TooOften when it is one too many in any window of `scope`.

    A cache that is away limits nobody: people can go on reading, asking and answering.
    """
    if _is_counted_already.get():
        return
    for amount, seconds in LIMITS[scope]:
        if _move(scope, seconds, who, +1) > amount * settings.LIMITS_FACTOR:
            raise TooOften(scope, seconds)


@contextmanager
def counted_already() -> Iterator[None]:
    """What happens in this block was counted and allowed the first time; `forgive` works."""
    token = _is_counted_already.set(True)
    try:
        yield
    finally:
        _is_counted_already.reset(token)


def forgive(scope: str, who: str) -> None:
    """Take one count back: what succeeded was no guess, what was refused for its form no act."""
    for _amount, seconds in LIMITS[scope]:
        _move(scope, seconds, who, -1)


def count_member(scope: str, user) -> None:
    """Count one act of a member; on the first day of an account a lower limit holds as well."""
    for each in _scopes_of(scope, user):
        count(each, f"member-{user.pk}")


def forgive_member(scope: str, user) -> None:
    """Take one act of a member back."""
    for each in _scopes_of(scope, user):
        forgive(each, f"member-{user.pk}")


def _scopes_of(scope: str, user) -> list[str]:
    is_new = timezone.now() - user.created_at < timedelta(days=1)
    first_day = f"{scope}-first-day"
    return [first_day, scope] if is_new and first_day in LIMITS else [scope]


def _move(scope: str, seconds: int, who: str, step: int) -> int:
    window = int(timezone.now().timestamp()) // seconds
    key = f"limit:{scope}:{seconds}:{window}:{who}"
    try:
        cache.add(key, 0, timeout=seconds)
        return cache.incr(key, step)
    except ValueError:  # the window ended between the two calls
        return 0
    except (OSError, sqlite3.Error, RedisError):
        log.exception("limits.away", scope=scope)
        return 0


def visitor(request: HttpRequest) -> str:
    """A key for the client's network that nobody can turn back into an address after midnight."""
    address = ipaddress.ip_address(client_address(request))
    if isinstance(address, ipaddress.IPv6Address):
        address = address.ipv4_mapped or address
    prefix = 64 if address.version == 6 else 32
    network = ipaddress.ip_network((address, prefix), strict=False)
    return unnamed(str(network))


def stand_in_address(request: HttpRequest) -> str:
    """An address of nobody, the same all day for one network: for libraries that must have one."""
    network = (0xFD << 120) | (int(visitor(request)[:14], 16) << 64)
    return str(ipaddress.IPv6Address(network))


def unnamed(text: str) -> str:
    """A key for an address or a mailbox that nobody can turn back after midnight."""
    return hashlib.sha256(f"{_salt()}{text}".encode()).hexdigest()[:24]


def client_address(request: HttpRequest) -> str:
    """The peer's address, or what the configured number of own proxies says it is (A-AU-21)."""
    hops = settings.TRUSTED_PROXY_COUNT
    peer = request.META.get("REMOTE_ADDR") or "127.0.0.1"
    if hops == 0:
        return _address(peer)
    forwarded = [hop.strip() for hop in request.headers.get("X-Forwarded-For", "").split(",")]
    return _address(forwarded[-hops]) if len(forwarded) >= hops else _address(peer)


def _address(text: str) -> str:
    """Some proxies put the port behind the address."""
    host = urlsplit(f"//{text}").hostname if text.count(":") == 1 or text[:1] == "[" else text
    try:
        return str(ipaddress.ip_address(host or ""))
    except ValueError:
        return "127.0.0.1"


def _salt() -> str:
    now = timezone.now()
    midnight = (now + timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0)
    key = f"limit-salt:{now:%Y-%m-%d}"
    seconds = int((midnight - now).total_seconds()) + 1
    return str(cache.get_or_set(key, lambda: secrets.token_hex(16), timeout=seconds))
