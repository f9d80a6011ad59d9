from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from accounts.access import public
from community.models import Product
from config.http import redirect_to_current, render_page
from config.paging import keyset_page
from config.reader_pages import for_readers
from knowledge.actions.publishing import canonical_path
from knowledge.models import Article, ArticleSource


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
    articles = Article.objects.visible_to(request.user)
    found = get_object_or_404(articles.for_page(), pk=article_id)
    if slug != found.slug:
        return redirect_to_current(request, found)
    sources = ArticleSource.objects.filter(article=found).visible_to(request.user).for_credit()
    family = articles.published().filter(family=found.family).exclude(pk=found.pk)
    context = {
        "article": found,
        "sources": sources,
        "translations": family,
        "canonical_path": canonical_path(found),
    }
    return render(request, "knowledge/article.html", context)
