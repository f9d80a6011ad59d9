"""Whole pages for readers who are nobody in particular, kept for seconds in the process.

A page is kept only if nothing about its reader went into it: no session, no form, no cookie. Its
key is what it depends on: the address with its query, the language and whether it is a fragment;
never a header by chance. What was changed is gone after `READER_PAGE_SECONDS`; what was hidden is
gone from all processes of the host at once, by the time of a small file that they share.
"""

import os
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from functools import wraps
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language

from config.http import wants_fragment

MOST_PAGES = 400
LONGEST_PAGE = 200_000
LONGEST_ADDRESS = 300

Key = tuple[str, str | None, bool]
# With until when it is kept, and the mark that held when it was made.
_pages: OrderedDict[Key, tuple[float, int, bytes, dict[str, str]]] = OrderedDict()
_lock = threading.Lock()


def for_readers(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Answer readers who are not signed in with the page that the last of them got."""

    @wraps(view)
    def kept(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if not _is_for_anybody(request):
            return view(request, *args, **kwargs)
        key = (request.get_full_path(), get_language(), wants_fragment(request))
        mark = _mark()
        found = _find(key, mark)
        if found is not None:
            return HttpResponse(found[0], headers=found[1])
        response = view(request, *args, **kwargs)
        if _may_be_kept(response):
            _keep(key, mark, response)
        return response

    return kept


def forget_all() -> None:
    """Empty this process's pages."""
    with _lock:
        _pages.clear()


def forget_everywhere() -> None:
    """Empty the pages of all processes of this host: something was hidden, masked or shown again.

    Call it after the change was committed, as a handler is. Raises OSError where DATA_DIR cannot
    be written, so that the event is delivered again and the failure is seen (A-CA-06).
    """
    path = _path()
    path.touch()
    mark = max(time.time_ns(), _mark() + 1)
    os.utime(path, ns=(mark, mark))


def _path() -> Path:
    return settings.DATA_DIR / "reader_pages"


def _mark() -> int:
    """The time of the shared file, in nanoseconds: one look at the disk, a millionth second."""
    try:
        return os.stat(_path()).st_mtime_ns
    except FileNotFoundError:
        return 0


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


def _find(key: Key, mark: int) -> tuple[bytes, dict[str, str]] | None:
    with _lock:
        kept = _pages.get(key)
        if kept is None or kept[0] < time.monotonic() or kept[1] != mark:
            return None
        _pages.move_to_end(key)
        return kept[2], kept[3]


def _keep(key: Key, mark: int, response: HttpResponse) -> None:
    """`mark` is that of before the page was made: what was hidden meanwhile may stand in it."""
    until = time.monotonic() + settings.READER_PAGE_SECONDS
    with _lock:
        _pages[key] = (until, mark, response.content, dict(response.headers))
        _pages.move_to_end(key)
        while len(_pages) > MOST_PAGES:
            _pages.popitem(last=False)
