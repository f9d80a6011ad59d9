"""Counts what is read, also where the page was kept and no view ran."""

from collections.abc import Callable
from contextlib import suppress
from urllib.parse import SplitResult, parse_qs, urlsplit

from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve
from django.utils.translation import get_language_from_path, override

from config.http import wants_fragment
from config.limits import TooOften, count, unnamed, visitor
from config.reach import is_counted
from config.text import clean_line
from knowledge import policies
from knowledge.actions.page_views import note_view
from knowledge.actions.searches import note_click, searched_words
from knowledge.search.engine import MAX_TEXT_LENGTH

READ = {"community:question": "question", "knowledge:article": "article"}
# Opened in place, from a search that runs while one types.
OPENED = "knowledge:suggestion"
SEARCH = "knowledge:search"
SEARCHES = {SEARCH, "community:ask"}


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
            _note(request, document)
        return response

    return middleware


def _note(request: HttpRequest, document: str) -> None:
    """What was read, and by which words it was found: looked at in the address of the page from
    which somebody comes, of which nothing else is kept."""
    page = _page_before(request)
    before = _name_of(page)
    is_opened = bool(request.resolver_match and request.resolver_match.view_name == OPENED)
    note_view(document=document, from_search=is_opened or before in SEARCHES)
    if before == SEARCH:
        _note_click(request, page)


def _note_click(request: HttpRequest, results: SplitResult) -> None:
    """Once a day for the same words of one network, as the searches are noted; in the language of
    the search, whatever that of the thread is."""
    text = parse_qs(results.query).get("q", [""])[-1]
    words = searched_words(clean_line(text)[:MAX_TEXT_LENGTH])
    if not words:
        return
    with suppress(TooOften):
        count("noted-click", f"{visitor(request)}:{unnamed(words)}")
        note_click(words=words, language=get_language_from_path(results.path) or "en")


def _document(request: HttpRequest) -> str:
    """What was read, such as "question-12"; empty for other pages and parts of pages."""
    match = request.resolver_match
    if match is None:
        return ""
    if match.view_name == OPENED:
        return match.kwargs["document"]
    kind = READ.get(match.view_name)
    return f"{kind}-{match.kwargs[f'{kind}_id']}" if kind and not wants_fragment(request) else ""


def _page_before(request: HttpRequest) -> SplitResult:
    """Within a site browsers say from which page somebody comes; empty for any other page."""
    nowhere = urlsplit("")
    try:
        page = urlsplit(request.headers.get("Referer", ""))
        return page if page.netloc == request.get_host() else nowhere
    except ValueError:
        return nowhere


def _name_of(page: SplitResult) -> str:
    """Whatever language it is in: an English thread is found from German pages too."""
    try:
        with override(get_language_from_path(page.path)):
            return resolve(page.path).view_name
    except Resolver404:
        return ""
