import re
from collections.abc import Iterable
from contextlib import suppress
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.access import public
from community.models import Product
from config.errors import too_often
from config.http import render_page
from config.limits import TooOften, count, unnamed, visitor
from config.reach import is_counted
from knowledge import policies
from knowledge.actions.searches import note_search, searched_words
from knowledge.search.curated import direct_links
from knowledge.search.finding import PAGE_SIZE, Finds, find
from knowledge.search.hits import Correction
from knowledge.views.search_address import LAST_PAGE, SearchAddress, read_address
from knowledge.views.search_filters import chosen_in, filter_groups, shelf_of


@public
@require_safe
def search(request: HttpRequest) -> HttpResponse:
    address = read_address(request.GET)
    context = {"address": address, "query": address.q}
    if address.is_asked:
        try:
            count("search", visitor(request))
        except TooOften as limit:
            return too_often(request, limit.seconds)
        context |= _found(request, address)
    return render_page(
        request, "knowledge/search.html", context, fragment="knowledge/_search_results.html"
    )


def _found(request: HttpRequest, address: SearchAddress) -> dict:
    language = get_language() or "en"
    shelf = shelf_of(address, request.user)
    finds = find(
        address.q,
        viewer=request.user,
        language=language,
        narrowing=shelf.narrowing(address),
        page=address.page,
    )
    if address.is_plain and finds.is_available:
        _note(request, address.q, finds)
    groups = filter_groups(address, finds, shelf, request.user)
    return {
        "finds": finds,
        "is_foreign": finds.is_foreign_to(language),
        "links": direct_links(address.q, language),
        "also": _also(address, finds.corrections),
        "orders": _orders(address),
        "ask_url": _ask_url(address, shelf.product),
        "tools_query": _tools_query(request, address.q, language),
        "older_url": address.to(page=address.page + 1) if _has_more(finds, address) else "",
        "newer_url": address.to(page=address.page - 1) if address.page > 1 else "",
        "groups": groups,
        "chosen": chosen_in(groups),
    }


def _note(request: HttpRequest, text: str, finds: Finds) -> None:
    """Once a day for the same words of one network, so that a number says how many people."""
    words = searched_words(text) if is_counted(request, is_insider=policies.is_insider) else ""
    if not words:
        return
    with suppress(TooOften):
        count("noted-search", f"{visitor(request)}:{unnamed(words)}")
        note_search(words=words, language=get_language() or "en", found=finds.total > 0)


def _also(address: SearchAddress, corrections: Iterable[Correction]) -> list[tuple[str, str]]:
    """What was searched for besides, each with the address of a search for that instead."""
    return [(each.meant, address.to(q=_reworded(address.q, each))) for each in corrections]


def _reworded(text: str, correction: Correction) -> str:
    typed = re.compile(rf"\b{re.escape(correction.typed)}\b", re.IGNORECASE)
    return typed.sub(lambda _found: correction.meant, text)


def _orders(address: SearchAddress) -> list[tuple[str, str, bool]]:
    labels = {"": _("Best match"), "newest": _("Newest")}
    return [(label, address.to(sort=sort), address.sort == sort) for sort, label in labels.items()]


def _ask_url(address: SearchAddress, product: Product | None) -> str:
    """The ask form, with what was searched for."""
    carried = {"title": address.q, **({"product": product.pk} if product else {})}
    return f"{reverse('community:ask')}?{urlencode(carried)}"


def _tools_query(request: HttpRequest, text: str, language: str) -> str:
    """What the tools of the search are asked about; empty for who is no curator."""
    if not policies.can_curate(request.user):
        return ""
    return urlencode({"words": text, "tried": text, "language": language})


def _has_more(finds: Finds, address: SearchAddress) -> bool:
    return address.page < LAST_PAGE and finds.total > address.page * PAGE_SIZE
