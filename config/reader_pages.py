"""Whole pages for readers who are nobody in particular, kept for seconds in the process.

A page is kept only if nothing about its reader went into it: no session, no form, no cookie. Its
key is what it depends on: the address with its query, the language and whether it is a fragment;
never a header by chance. What was changed or hidden is gone after `READER_PAGE_SECONDS`.
"""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language

from config.http import wants_fragment

MOST_PAGES = 400
LONGEST_PAGE = 200_000
LONGEST_ADDRESS = 300

Key = tuple[str, str | None, bool]
_pages: OrderedDict[Key, tuple[float, bytes, dict[str, str]]] = OrderedDict()
_lock = threading.Lock()


def for_readers(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Answer readers who are not signed in with the page that the last of them got."""

    @wraps(view)
    def kept(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if not _is_for_anybody(request):
            return view(request, *args, **kwargs)
        key = (request.get_full_path(), get_language(), wants_fragment(request))
        found = _find(key)
        if found is not None:
            return HttpResponse(found[0], headers=found[1])
        response = view(request, *args, **kwargs)
        if _may_be_kept(response):
            _keep(key, response)
        return response

    return kept


def forget_all() -> None:
    """Empty this process's pages."""
    with _lock:
        _pages.clear()


def _is_for_anybody(request: HttpRequest) -> bool:
    return (
        settings.READER_PAGE_SECONDS > 0
        and request.method in {"GET", "HEAD"}
        and not request.COOKIES
        and len(request.get_full_path()) <= LONGEST_ADDRESS
    )


def _may_be_kept(response: HttpResponse) -> bool:
    return (
        response.status_code == 200
        and not response.cookies
        and not response.has_header("Cache-Control")
        and len(response.content) <= LONGEST_PAGE
    )


def _find(key: Key) -> tuple[bytes, dict[str, str]] | None:
    with _lock:
        kept = _pages.get(key)
        if kept is None or kept[0] < time.monotonic():
            return None
        _pages.move_to_end(key)
        return kept[1], kept[2]


def _keep(key: Key, response: HttpResponse) -> None:
    until = time.monotonic() + settings.READER_PAGE_SECONDS
    with _lock:
        _pages[key] = (until, response.content, dict(response.headers))
        _pages.move_to_end(key)
        while len(_pages) > MOST_PAGES:
            _pages.popitem(last=False)
