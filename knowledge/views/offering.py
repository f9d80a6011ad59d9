"""What a search field offers while one types."""

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from accounts.access import public
from config.errors import too_often
from config.limits import TooOften, count, visitor
from config.text import clean_line
from knowledge.search.curated import direct_links
from knowledge.search.curated_rows import ShownLink
from knowledge.search.engine import MAX_TEXT_LENGTH
from knowledge.search.finding import Finds, offer
from knowledge.views.search_address import MIN_LENGTH


@public
@require_safe
def offers(request: HttpRequest) -> HttpResponse:
    """Direct links and the first of what matches, as options of a list."""
    text = clean_line(request.GET.get("q", ""))[:MAX_TEXT_LENGTH]
    if len(text) < MIN_LENGTH:
        return _offers(request, (), Finds())
    try:
        count("offer", visitor(request))
    except TooOften as limit:
        return too_often(request, limit.seconds)
    language = get_language() or "en"
    finds = offer(text, viewer=request.user, language=language)
    return _offers(request, direct_links(text, language), finds)


def _offers(request: HttpRequest, links: Sequence[ShownLink], finds: Finds) -> HttpResponse:
    context = {"links": links, "finds": finds, "count": len(links) + len(finds.items)}
    return render(request, "knowledge/_search_offers.html", context)
