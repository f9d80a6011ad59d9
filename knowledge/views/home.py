from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from accounts.access import public
from community.models import Product, Question
from community.plain_viewers import PlainViewer, shape_of
from community.tag_rows import show_tags
from config.prepared_rows import PreparedRows
from config.reader_pages import for_readers
from knowledge.models import Article

LATEST = 10


@public
@for_readers
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """One question per screen: what do you need help with? Then what others asked."""
    articles = Article.objects.visible_to(request.user).published()
    counts = articles.filter(language=get_language()).per_product_group()
    shelves = [(product, counts.get(product.pk, 0)) for product in _product_groups()]
    context = {"questions": show_tags(_latest(*shape_of(request.user))), "shelves": shelves}
    return render(request, "knowledge/home.html", context)


@PreparedRows
def _latest(is_member: bool, is_moderator: bool):
    questions = Question.objects.visible_to(PlainViewer(is_member, is_moderator)).for_listing()
    return questions.prefetch_related(None).order_by("-created_at", "-id")[:LATEST]


@PreparedRows
def _product_groups():
    return Product.objects.top_level().in_order()
