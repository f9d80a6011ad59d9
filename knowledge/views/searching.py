from contextlib import suppress

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.access import public
from config.errors import too_often
from config.http import render_page
from config.limits import TooOften, count, unnamed, visitor
from config.reach import is_counted
from config.text import clean_line, number_in
from knowledge import policies
from knowledge.actions.missed_searches import note_missed_search, searched_words
from knowledge.search.engine import MAX_HITS, MAX_TEXT_LENGTH
from knowledge.search.finding import FILTERS, PAGE_SIZE, Finds, find

MIN_LENGTH = 2
LAST_PAGE = MAX_HITS // PAGE_SIZE


@public
@require_safe
def search(request: HttpRequest) -> HttpResponse:
    text = clean_line(request.GET.get("q", ""))[:MAX_TEXT_LENGTH]
    only = request.GET.get("only", "")
    page = _page_number(request.GET.get("page", "1"))
    if only not in FILTERS:
        raise Http404("no such filter")
    finds = Finds()
    if len(text) >= MIN_LENGTH:
        try:
            count("search", visitor(request))
        except TooOften as limit:
            return too_often(request, limit.seconds)
        finds = find(
            text, viewer=request.user, language=get_language() or "en", only=only, page=page
        )
        if not (finds.total or only) and finds.is_available:
            _note_missed(request, text)
    context = {
        "query": text,
        "is_asked": len(text) >= MIN_LENGTH,
        "finds": finds,
        "only": only,
        "filters": _filters(finds, only),
        "older_page": page + 1 if _has_more(finds, page) else 0,
        "newer_page": page - 1,
    }
    return render_page(
        request, "knowledge/search.html", context, fragment="knowledge/_search_results.html"
    )


def _note_missed(request: HttpRequest, text: str) -> None:
    """Once a day for the same words of one network, so that a number says how many people."""
    words = searched_words(text) if is_counted(request, is_insider=policies.is_insider) else ""
    if not words:
        return
    with suppress(TooOften):
        count("missed-search", f"{visitor(request)}:{unnamed(words)}")
        note_missed_search(words=words, language=get_language() or "en")


def _page_number(text: str) -> int:
    number = number_in(text, most_digits=3)
    if number is None or not 1 <= number <= LAST_PAGE:
        raise Http404("no such page")
    return number


def _has_more(finds: Finds, page: int) -> bool:
    return page < LAST_PAGE and finds.total > page * PAGE_SIZE


def _filters(finds: Finds, only: str) -> list[dict]:
    labels = {
        "": _("Everything"),
        "articles": _("Articles"),
        "solved": _("Solved"),
        "open": _("Open"),
    }
    return [
        {"name": name, "label": labels[name], "count": finds.count_of(name), "is_on": name == only}
        for name in FILTERS
    ]
