from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from accounts.access import public
from community.models import Product
from config.http import redirect_to_current, render_page
from config.paging import keyset_page
from config.reader_pages import for_readers
from knowledge.actions.publishing import canonical_path
from knowledge.article_rows import article_for_page, sources_for_page, translations_for_page
from knowledge.models import Article


@public
@for_readers
@require_safe
def article_list(request: HttpRequest) -> HttpResponse:
    """The knowledge base in the page's language, newest first, of one product if asked."""
    articles = Article.objects.visible_to(request.user).published().for_listing()
    articles = articles.filter(language=get_language())
    product = None
    if slug := request.GET.get("product"):
        product = get_object_or_404(Product.objects.select_related("parent"), slug=slug)
        articles = articles.filter(product__in=Product.objects.under(product))
    page = keyset_page(articles, request.GET, key="published_at")
    products = Product.objects.top_level().in_order()
    return render_page(
        request,
        "knowledge/article_list.html",
        {"page": page, "product": product, "products": products},
        fragment="knowledge/_article_list.html",
    )


@public
@for_readers
@require_safe
def article(request: HttpRequest, article_id: int, slug: str = "") -> HttpResponse:
    found = article_for_page(article_id, request.user)
    if found is None:
        raise Http404("no such article")
    if slug != found.slug:
        return redirect_to_current(request, found)
    context = {
        "article": found,
        "sources": sources_for_page(found, request.user),
        "translations": translations_for_page(found, request.user),
        "canonical_path": canonical_path(found),
    }
    return render(request, "knowledge/article.html", context)
