"""A request starts over that others got in the way of: the database gave it up, so that nobody
waits in a circle, or a row that it had read is gone."""

from collections.abc import Callable
from typing import Any

import structlog
from django.core.exceptions import ObjectDoesNotExist
from django.db import OperationalError, connection
from django.http import HttpRequest, HttpResponse

from config.limits import counted_already

log = structlog.get_logger(__name__)
TRIES = 3
# A circle of locks, and what cannot be put in order with what others write at the same time.
GIVEN_UP = {"40P01", "40001"}


def start_over(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Call the view again where nothing of what it did is left; a member never hears of it.

    It reads every row anew, and what it counted is not counted twice.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        return get_response(request)

    def process_exception(request: HttpRequest, exception: Exception) -> HttpResponse | None:
        for _ in range(TRIES - 1):
            if not _may_start_over(exception):
                return None
            log.warning("request.started_over", view=request.resolver_match.view_name)  # type: ignore[union-attr]
            try:
                return _answer_again(request)
            except (OperationalError, ObjectDoesNotExist) as again:
                exception = again
        return None

    middleware.process_exception = process_exception  # type: ignore[attr-defined]
    return middleware


def was_given_up(exception: Exception) -> bool:
    """Whether the database ended it so that others go on: nothing of it is written."""
    sqlstate = getattr(exception.__cause__, "sqlstate", None)
    return isinstance(exception, OperationalError) and sqlstate in GIVEN_UP


def _may_start_over(exception: Exception) -> bool:
    if connection.in_atomic_block:
        return False
    # The next try finds that it is gone, and says so.
    return was_given_up(exception) or isinstance(exception, ObjectDoesNotExist)


def _answer_again(request: HttpRequest) -> HttpResponse:
    _forget_what_was_not_written(request)
    match: Any = request.resolver_match
    with counted_already():
        return match.func(request, *match.args, **match.kwargs)


def _forget_what_was_not_written(request: HttpRequest) -> None:
    if request.user.is_authenticated:
        request.user.refresh_from_db()
    for _field, files in request.FILES.lists():
        for file in files:
            file.seek(0)
