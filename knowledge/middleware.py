"""Counts what is read, also where the page was kept and no view ran."""

from collections.abc import Callable
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve

from config.http import wants_fragment
from config.reach import is_counted
from knowledge import policies
from knowledge.actions.page_views import note_view

READ = {"community:question": "question", "knowledge:article": "article"}
# Opened in place, from a search that runs while one types.
OPENED = "knowledge:suggestion"
SEARCHES = {"knowledge:search", "community:ask"}


def count_reads(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Leave a line in the spool for each thread and article that somebody reads."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        document = _document(request)
        if (
            document
            and response.status_code == 200
            and is_counted(request, is_insider=policies.is_insider)
        ):
            note_view(document=document, from_search=_is_from_search(request))
        return response

    return middleware


def _document(request: HttpRequest) -> str:
    """What was read, such as "question-12"; empty for other pages and parts of pages."""
    match = request.resolver_match
    if match is None:
        return ""
    if match.view_name == OPENED:
        return match.kwargs["document"]
    kind = READ.get(match.view_name)
    return f"{kind}-{match.kwargs[f'{kind}_id']}" if kind and not wants_fragment(request) else ""


def _is_from_search(request: HttpRequest) -> bool:
    """Within a site browsers say from which page somebody comes: looked at, never kept."""
    if request.resolver_match and request.resolver_match.view_name == OPENED:
        return True
    try:
        referer = urlsplit(request.headers.get("Referer", ""))
        is_ours = referer.netloc == request.get_host()
        return is_ours and resolve(referer.path).view_name in SEARCHES
    except (ValueError, Resolver404):
        return False
