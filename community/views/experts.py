"""Who knows what: computed from solutions, shown with the numbers behind it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from accounts.access import public
from community import policies
from community.actions.experts import LOOKED_BACK, SOLUTIONS_NEEDED
from community.experts import (
    experts_in,
    products_with_experts,
    tags_with_experts,
    topics_without_expert,
)
from community.models import Product, Tag
from config.reader_pages import for_readers


@public
@for_readers
@require_safe
def experts(request: HttpRequest) -> HttpResponse:
    """The first of each topic, and for staff the topics that have none."""
    context = {
        "products": products_with_experts(),
        "tags": tags_with_experts(request.user),
        "missing": _missing(request.user),
        **_rule(),
    }
    return render(request, "community/experts.html", context)


@public
@for_readers
@require_safe
def of_tag(request: HttpRequest, slug: str) -> HttpResponse:
    return _of(request, get_object_or_404(Tag.objects.visible_to(request.user), slug=slug))


@public
@for_readers
@require_safe
def of_product(request: HttpRequest, slug: str) -> HttpResponse:
    return _of(request, get_object_or_404(Product, slug=slug))


def _of(request: HttpRequest, topic: Tag | Product) -> HttpResponse:
    context = {"topic": topic, "experts": experts_in(topic), **_rule()}
    return render(request, "community/experts_of_topic.html", context)


def _missing(reader):
    return topics_without_expert(reader) if policies.can_see_missing_experts(reader) else []


def _rule() -> dict[str, int]:
    return {"needed": SOLUTIONS_NEEDED, "months": round(LOOKED_BACK.days / 30.4)}
