"""How an article came to say what it says."""

from itertools import pairwise
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from accounts.access import MemberRequest, curators_only
from config.paging import keyset_page
from config.text import number_in
from knowledge.models import Article, Revision
from knowledge.views.articles_at_work import article_at_work
from knowledge.views.comparing import change_between, changes_between

REVISIONS_PER_PAGE = 10


@curators_only
@require_safe
def history(request: MemberRequest, article_id: int) -> HttpResponse:
    """All states, newest first; `?from=3&to=7` compares two of them."""
    article = article_at_work(article_id, request.user)
    if "from" in request.GET or "to" in request.GET:
        return _comparison(request, article)
    page = keyset_page(_revisions(article), request.GET, key="number", size=REVISIONS_PER_PAGE)
    publications = article.publications.order_by("since")
    read = {row.revision_id: row for row in publications.filter(revision__in=page.items)}
    context = {"article": article, "page": page, "entries": _entries(article, page.items, read)}
    return render(request, "knowledge/history/history.html", context)


def _revisions(article: Article) -> QuerySet[Revision]:
    return Revision.objects.filter(article=article).select_related(
        "author", "reviewer", "product__parent"
    )


def _entries(article: Article, shown: list[Revision], read: dict) -> list[dict[str, Any]]:
    """Each state with what it changed and when readers got it; the first one changed nothing."""
    if not shown:
        return []
    older = _revisions(article).filter(number__lt=shown[-1].number).order_by("-number").first()
    chain = [*shown, *([older] if older else [])]
    changes = changes_between((before, after) for after, before in pairwise(chain))
    return [
        {"revision": revision, "change": change, "former": before, "read": read.get(revision.pk)}
        for revision, change, before in zip(
            shown, [*changes, None], [*chain[1:], None], strict=False
        )
    ]


def _comparison(request: MemberRequest, article: Article) -> HttpResponse:
    before = _revision(article, request.GET.get("from", ""))
    after = _revision(article, request.GET.get("to", ""))
    context = {
        "article": article,
        "before": before,
        "after": after,
        "change": change_between(before, after),
    }
    return render(request, "knowledge/history/comparison.html", context)


def _revision(article: Article, number: str) -> Revision:
    return get_object_or_404(_revisions(article), number=number_in(number, most_digits=9))
