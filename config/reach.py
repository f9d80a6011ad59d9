"""Who is counted when something is read or searched for: people, as nobody in particular."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest

from config.robots import is_robot


def is_counted(request: HttpRequest, *, is_insider: Callable[[Any], bool]) -> bool:
    """Neither robots nor employees nor pages fetched in advance, and nobody who asked not to be
    counted (TRUST L-TD-02, L-TD-03).

    `is_insider` is asked about people with a session alone: a kept page stays everybody's.
    """
    headers = request.headers
    return (
        request.method == "GET"
        and headers.get("DNT") != "1"
        and headers.get("Sec-GPC") != "1"
        and "prefetch" not in headers.get("Sec-Purpose", "")
        and not is_robot(headers.get("User-Agent", ""))
        and not (settings.SESSION_COOKIE_NAME in request.COOKIES and is_insider(request.user))
    )
