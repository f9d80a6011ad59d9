"""From where the request came that is being answered just now, shortened, and which it is."""

import ipaddress
from collections.abc import Callable
from contextvars import ContextVar

from django.http import HttpRequest, HttpResponse
from structlog.contextvars import get_contextvars

from config.limits import client_address

# Bits that stay of an address: a neighbourhood, not a household.
PREFIX = {4: 24, 6: 48}

_network: ContextVar[str] = ContextVar("network", default="")


def know_where_from(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: the record says from which network an act came."""

    def answer(request: HttpRequest) -> HttpResponse:
        token = _network.set(_shortened(client_address(request)))
        try:
            return get_response(request)
        finally:
            _network.reset(token)

    return answer


def network() -> str:
    """Empty where no request is answered: a worker, a command on the server."""
    return _network.get()


def request_id() -> str:
    return str(get_contextvars().get("request_id", ""))


def _shortened(address: str) -> str:
    parsed = ipaddress.ip_address(address)
    if isinstance(parsed, ipaddress.IPv6Address):
        parsed = parsed.ipv4_mapped or parsed
    return str(ipaddress.ip_network((parsed, PREFIX[parsed.version]), strict=False))
