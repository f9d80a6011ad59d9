from django.core.cache import cache
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
from knowledge.models.article import audiences_of

LATEST = 10
KEPT_SECONDS = 60


@public
@for_readers
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """One question per screen: what do you need help with? Then what others asked."""
    counts = _counted_articles(request.user, get_language() or "en")
    products = list(_product_groups())
    context = {
        "questions": show_tags(_latest(*shape_of(request.user))),
        "products": products,
        "shelves": [(each, counts[each.pk]) for each in products if each.pk in counts],
    }
    return render(request, "knowledge/home.html", context)


def _counted_articles(viewer, language: str) -> dict[int, int]:
    """How many each product has that `viewer` may read; to the minute, as readers' pages are."""
    key = f"articles-of-products:{language}:{'+'.join(audiences_of(viewer))}"
    kept = cache.get(key)
    if kept is None:
        articles = Article.objects.visible_to(viewer).published().filter(language=language)
        kept = list(articles.per_product_group().items())
        cache.set(key, kept, KEPT_SECONDS)
    return dict(kept)


@PreparedRows
def _latest(is_member: bool, is_moderator: bool):
    questions = Question.objects.visible_to(PlainViewer(is_member, is_moderator)).for_listing()
    return questions.prefetch_related(None).order_by("-created_at", "-id")[:LATEST]


@PreparedRows
def _product_groups():
    return Product.objects.top_level().in_order()
