"""Lists of questions: one form, several orders, and the pages of tags and products."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.access import members_only, public
from community.experts import experts_in
from community.filters import (
    Listing,
    Order,
    address_of,
    is_untidy,
    kept_lists,
    order_on_topic,
    page_of,
    read_filters,
)
from community.models import Product, Tag
from community.models.topic_following import with_followers
from community.plain_viewers import PlainViewer, id_of, shape_of
from community.policies.tags import can_keep_tags
from config.http import redirect_to_current, render_page
from config.prepared_rows import PreparedRows
from config.reader_pages import for_readers


@public
@for_readers
@require_safe
def newest(request: HttpRequest) -> HttpResponse:
    return _list(request, Order.NEWEST, title=_("Questions"))


@public
@for_readers
@require_safe
def active(request: HttpRequest) -> HttpResponse:
    return _list(request, Order.ACTIVE, title=_("Active questions"))


@public
@for_readers
@require_safe
def unanswered(request: HttpRequest) -> HttpResponse:
    return _list(request, Order.UNANSWERED, title=_("Unanswered questions"))


@public
@for_readers
@require_safe
def most_affected(request: HttpRequest) -> HttpResponse:
    return _list(request, Order.MOST_AFFECTED, title=_("What most people have"))


@members_only
@require_safe
def for_me(request: HttpRequest) -> HttpResponse:
    return _list(request, Order.FOR_ME, title=_("Questions for me"))


@public
@for_readers
@require_safe
def of_product(request: HttpRequest, slug: str) -> HttpResponse:
    viewer = request.user
    named = _product(viewer.is_authenticated, slug=slug, **id_of(viewer))
    product = next(iter(named), None)
    if product is None:
        raise Http404("no such product")
    return _list(request, order_on_topic(request.GET), topic=product, title=product.name)


@public
@for_readers
@require_safe
def of_tag(request: HttpRequest, slug: str) -> HttpResponse:
    """The page of a tag; its former names and its synonyms lead here."""
    tag = next(iter(_tags(*shape_of(request.user), slug=slug, **id_of(request.user))), None)
    if tag is None:
        raise Http404("no such tag")
    if tag.slug != slug:
        return redirect_to_current(request, tag)
    more = {"synonyms": _synonyms(tag_id=tag.pk), "can_keep": can_keep_tags(request.user)}
    return _list(request, order_on_topic(request.GET), topic=tag, title=tag.name, **more)


def _list(
    request: HttpRequest, order: Order, *, topic: Tag | Product | None = None, **context
) -> HttpResponse:
    products = _all_products()
    viewer = request.user
    filters = read_filters(request.GET, products=products, viewer=viewer, topic=topic)
    if is_untidy(request.GET):
        return redirect(address_of(order, filters, topic))
    page = page_of(order, filters, viewer=viewer, query=request.GET, products=products)
    listing = Listing(order, filters, page, products, topic)
    context |= {"listing": listing, "page": page, "topic": topic}
    context |= {"tabs": listing.tabs(with_for_me=viewer.is_authenticated)}
    context |= _beside(topic, viewer)
    return render_page(
        request,
        "community/question_list.html",
        context,
        fragment="community/_question_list.html",
    )


@PreparedRows
def _tags(is_member: bool, is_moderator: bool, *, slug: str, viewer_id: int | None = None):
    viewer = PlainViewer(is_member, is_moderator, viewer_id)
    return with_followers(Tag.objects.visible_to(viewer), viewer).at(slug)


@PreparedRows
def _product(is_member: bool, *, slug: str, viewer_id: int | None = None):
    viewer = PlainViewer(is_member, False, viewer_id)
    return with_followers(Product.objects.select_related("parent"), viewer).filter(slug=slug)


@PreparedRows
def _synonyms(*, tag_id: int):
    return Tag.objects.filter(synonym_of=tag_id).alphabetical()


@PreparedRows
def _products():
    return Product.objects.in_order()


def _all_products() -> list[Product]:
    """In their order, each with the one above it."""
    products = _products()
    by_id = {each.pk: each for each in products}
    for each in products:
        each.parent = by_id[each.parent_id] if each.parent_id else None
    return products


def _beside(topic: Tag | Product | None, viewer) -> dict:
    """What stands in the side column."""
    if topic is not None:
        return {"experts": experts_in(topic)}
    if not viewer.is_authenticated:
        return {}
    kept = kept_lists(viewer)
    return {"kept_lists": kept, "kept_queries": {saved.query for saved, _url in kept}}
