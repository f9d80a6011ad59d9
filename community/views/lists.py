"""Lists of questions: one form, several querysets."""

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.access import public
from community.experts import experts_in
from community.models import Product, Question, QuestionTag, Tag
from config.http import render_page
from config.paging import Page, keyset_page
from config.reader_pages import for_readers


@public
@for_readers
@require_safe
def newest(request: HttpRequest) -> HttpResponse:
    return _list(request, Question.objects.all(), title=_("Questions"), tab="newest")


@public
@for_readers
@require_safe
def unanswered(request: HttpRequest) -> HttpResponse:
    questions = Question.objects.unanswered()
    return _list(request, questions, title=_("Unanswered questions"), tab="unanswered")


@public
@for_readers
@require_safe
def of_product(request: HttpRequest, slug: str) -> HttpResponse:
    product = get_object_or_404(Product.objects.select_related("parent"), slug=slug)
    questions = Question.objects.about(product)
    return _list(
        request, questions, title=product.name, product=product, experts=experts_in(product)
    )


@public
@for_readers
@require_safe
def of_tag(request: HttpRequest, slug: str) -> HttpResponse:
    tag = get_object_or_404(Tag.objects.visible_to(request.user), slug=slug)
    uses = QuestionTag.objects.filter(tag=tag).visible_to(request.user)
    page = keyset_page(uses, request.GET, key="asked_at", tie="content_object_id")
    ids = [use.content_object_id for use in page]
    found = Question.objects.visible_to(request.user).for_listing().in_bulk(ids)
    rows = [found[pk] for pk in ids if pk in found]
    shown = Page(rows, page.newer_url, page.older_url)
    return _render(request, shown, title=tag.name, tag=tag, experts=experts_in(tag))


def _list(request: HttpRequest, questions: QuerySet, **context) -> HttpResponse:
    visible = questions.visible_to(request.user).for_listing()  # type: ignore[attr-defined]
    return _render(request, keyset_page(visible, request.GET), **context)


def _render(request: HttpRequest, page: Page, **context) -> HttpResponse:
    return render_page(
        request,
        "community/question_list.html",
        {"page": page, "products": Product.objects.top_level().in_order(), **context},
        fragment="community/_question_list.html",
    )
