"""Tags and products to choose from, and following them or a member."""

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from accounts.access import MemberRequest, members_only, public
from accounts.models import User
from community.actions.topics import CannotFollow, follow_topic, unfollow_topic
from community.forms.topics import FollowForm
from community.models import Product, Tag
from community.models.topic_following import with_followers
from config.errors import too_often
from config.http import wants_fragment
from config.limits import TooOften, count, count_member, visitor
from config.paging import keyset_page
from config.reader_pages import for_readers
from config.text import clean_line

TAGS_PER_PAGE = 60
MOST_COMPLETED = 8
LONGEST_PREFIX = 40
WISHES = {"follow": follow_topic, "unfollow": unfollow_topic}


@public
@for_readers
@require_safe
def tags(request: HttpRequest) -> HttpResponse:
    """What questions are tagged with, the most used first."""
    prefix = _prefix(request)
    found = Tag.objects.visible_to(request.user).beginning_with(prefix)
    page = keyset_page(found, request.GET, key="question_count", size=TAGS_PER_PAGE)
    context = {"page": page, "prefix": prefix}
    context["explained"] = [tag for tag in page.items if _is_explained(tag)]
    context["plain"] = [tag for tag in page.items if not _is_explained(tag)]
    return render(request, "community/tags.html", context)


def _is_explained(tag: Tag) -> bool:
    """Is there more to say than its name? `tag` comes from `beginning_with`."""
    return bool(tag.description or getattr(tag, "synonym", None))


@public
@require_safe
def complete(request: HttpRequest) -> HttpResponse:
    """Tags that begin as something typed does, as JSON; a synonym gives the tag it stands for."""
    prefix = _prefix(request)
    try:
        count("suggest", visitor(request))
    except TooOften as limit:
        return too_often(request, limit.seconds)
    found = Tag.objects.visible_to(request.user).beginning_with(prefix).by_use()
    return JsonResponse({"tags": [_offer(tag) for tag in found[:MOST_COMPLETED]]})


@public
@for_readers
@require_safe
def products(request: HttpRequest) -> HttpResponse:
    """The two-level list, each with what stands below it."""
    every = with_followers(Product.objects.in_order(), request.user)
    return render(request, "community/products.html", {"shelves": _shelves(every)})


@members_only
@require_POST
def follow(request: MemberRequest) -> HttpResponse:
    form = FollowForm(request.POST)
    if not form.is_valid():
        raise BadRequest("no such wish")
    sort, wish = form.cleaned_data["sort"], form.cleaned_data["wish"]
    topic = get_object_or_404(_followable(sort, request.user), pk=form.cleaned_data["topic"])
    problem = ""
    try:
        count_member("follow", request.user)
        WISHES[wish](topic=topic, by=request.user)
    except TooOften as limit:
        return too_often(request, limit.seconds)
    except CannotFollow as refusal:
        problem = str(refusal)
    return _answer(request, sort, topic, problem)


def _answer(request: MemberRequest, sort: str, topic, problem: str) -> HttpResponse:
    if not wants_fragment(request):
        if problem:
            messages.error(request, problem)
        return redirect("community:following" if "list" in request.POST else topic)
    now = with_followers(type(topic).objects.all(), request.user).get(pk=topic.pk)
    context = {"topic": now, "sort": sort, "problem": problem}
    return render(request, "community/_topic_following.html", context)


def _followable(sort: str, viewer: User) -> QuerySet:
    if sort == "tag":
        return Tag.objects.visible_to(viewer).main()
    return Product.objects.all() if sort == "product" else User.objects.visible_to(viewer)


def _prefix(request: HttpRequest) -> str:
    return clean_line(request.GET.get("q", ""))[:LONGEST_PREFIX]


def _offer(tag: Tag) -> dict[str, str | int]:
    return {"name": tag.name, "count": tag.question_count, "synonym": tag.synonym or ""}


def _shelves(every: QuerySet[Product]) -> list[tuple[Product, list[Product]]]:
    rows = list(every)
    return [
        (product, [below for below in rows if below.parent_id == product.pk])
        for product in rows
        if product.parent_id is None
    ]
