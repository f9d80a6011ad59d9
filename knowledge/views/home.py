from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from accounts.access import public
from community.models import Product, Question
from config.reader_pages import for_readers
from knowledge.models import Article

LATEST = 10


@public
@for_readers
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """One question per screen: what do you need help with? Then what others asked."""
    latest = Question.objects.visible_to(request.user).for_listing()
    articles = Article.objects.visible_to(request.user).published()
    counts = articles.filter(language=get_language()).per_product_group()
    shelves = [
        (product, counts.get(product.pk, 0)) for product in Product.objects.top_level().in_order()
    ]
    context = {"questions": latest.order_by("-created_at", "-id")[:LATEST], "shelves": shelves}
    return render(request, "knowledge/home.html", context)
