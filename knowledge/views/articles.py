from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from accounts.access import public
from community.policies import is_customer
from config.http import redirect_to_current, render_page
from config.paging import loaded_page
from config.reader_pages import for_readers
from knowledge import policies
from knowledge.actions.showing import canonical_path
from knowledge.article_parts import contents_of, parts_of
from knowledge.article_rows import (
    article_for_page,
    by_thread,
    credited_sources,
    editors_for_page,
    foreign_sources_for_page,
    listed_articles,
    product_at,
    successor_of,
    topics_for_list,
    translations_for_page,
)
from knowledge.models import Article

ORDERS = {"": "published_at", "helpful": "helpfulness"}


@public
@for_readers
@require_safe
def article_list(request: HttpRequest) -> HttpResponse:
    """The knowledge base in the page's language, of one product if asked; newest first, or
    `?sort=helpful`."""
    sort = request.GET.get("sort", "")
    if sort not in ORDERS:
        raise Http404("no such order")
    product = None
    if slug := request.GET.get("product"):
        product = product_at(slug)
        if product is None:
            raise Http404("no such product")

    def load(newer: bool, **place: Any) -> list[Article]:
        return listed_articles(
            request.user, get_language(), ORDERS[sort], newer, product=product, **place
        )

    page = loaded_page(load, Article, request.GET, key=ORDERS[sort])
    context = {"page": page, "product": product, "sort": sort, "topics": topics_for_list()}
    return render_page(
        request,
        "knowledge/article_list.html",
        context,
        fragment="knowledge/_article_list.html",
    )


@public
@for_readers
@require_safe
def article(request: HttpRequest, article_id: int, slug: str = "") -> HttpResponse:
    """An article; the address of a retired one leads to what is read instead of it.

    Not for good: a retired article can be brought back.
    """
    found = article_for_page(article_id, request.user)
    if found is None:
        successor = successor_of(article_id, request.user)
        if successor is None:
            raise Http404("no such article")
        return redirect(canonical_path(successor))
    if slug != found.slug:
        return redirect_to_current(request, found)
    return render(request, "knowledge/article.html", _page_of(found, request))


def _page_of(article: Article, request: HttpRequest) -> dict:
    sources = credited_sources(article, request.user)
    translations = translations_for_page(article, request.user)
    parts = parts_of(article)
    return {
        "article": article,
        "parts": parts,
        "contents": contents_of(parts),
        "has_headings": any(part.headings for part in parts),
        "sources": sources,
        "threads": by_thread(sources),
        "foreign_sources": foreign_sources_for_page(article),
        "is_from_customers": any(is_customer(each.answer.affiliation) for each in sources),
        "editors": editors_for_page(article),
        "translations": translations,
        "original": _among(translations, article.original_id),
        "in_this_language": _in_language(translations, get_language()),
        "canonical_path": canonical_path(article),
        "can_say": policies.can_say_it_helped(request.user),
        "can_check": policies.can_confirm(request.user, article),
        "said": request.GET.get("said", ""),
    }


def _among(articles: list[Article], article_id: int | None) -> Article | None:
    return next((each for each in articles if each.pk == article_id), None)


def _in_language(articles: list[Article], language: str | None) -> Article | None:
    return next((each for each in articles if each.language == language), None)
