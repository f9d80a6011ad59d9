"""Who is counted when something is read, searched for or solved: people, as nobody."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest

from config.robots import is_robot


def is_counted(request: HttpRequest, *, is_insider: Callable[[Any], bool]) -> bool:
    """A page that a customer reads, not one that is fetched in advance."""
    return (
        request.method == "GET"
        and "prefetch" not in request.headers.get("Sec-Purpose", "")
        and is_customer(request, is_insider=is_insider)
    )


def is_customer(request: HttpRequest, *, is_insider: Callable[[Any], bool]) -> bool:
    """Neither robots nor employees, and nobody who asked not to be counted (TRUST L-TD-02,
    L-TD-03).

    `is_insider` is asked about people with a session alone: a kept page stays everybody's.
    """
    headers = request.headers
    return (
        headers.get("DNT") != "1"
        and headers.get("Sec-GPC") != "1"
        and not is_robot(headers.get("User-Agent", ""))
        and not (settings.SESSION_COOKIE_NAME in request.COOKIES and is_insider(request.user))
    )
