"""Lists that a member kept: nobody else sees them."""

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.access import MemberRequest, members_only
from community.actions.saved_filters import CannotSave, delete_filter, rename_filter, save_filter
from community.filters import (
    Order,
    address_of_kept,
    chosen,
    kept_lists,
    kept_query,
    read_filters,
)
from community.forms.topics import SaveFilterForm
from community.models import Product, SavedFilter
from config.errors import too_often
from config.limits import TooOften, count_member


@members_only
@require_safe
def saved(request: MemberRequest) -> HttpResponse:
    return _page(request, SaveFilterForm())


@members_only
@require_POST
def save(request: MemberRequest) -> HttpResponse:
    """Keep the list that the form names by its query, as far as that means anything."""
    form = SaveFilterForm(request.POST)
    query = _meant(request)
    if form.is_valid():
        try:
            count_member("save-filter", request.user)
            kept = save_filter(by=request.user, name=form.cleaned_data["name"], query=query)
        except TooOften as limit:
            return too_often(request, limit.seconds)
        except CannotSave as problem:
            form.add_error("name", str(problem))
        else:
            messages.success(request, _("Saved. You find the list beside the questions."))
            return redirect(address_of_kept(kept.query))
    return _page(request, form, query=query, status=422)


@members_only
@require_POST
def change(request: MemberRequest, filter_id: int) -> HttpResponse:
    """Rename or delete one of the own lists."""
    kept = get_object_or_404(SavedFilter.objects.of(request.user), pk=filter_id)
    if "delete" in request.POST:
        delete_filter(saved=kept, by=request.user)
        messages.success(request, _("The list is no longer saved."))
        return redirect("community:filters")
    form = SaveFilterForm(request.POST)
    if form.is_valid():
        try:
            rename_filter(saved=kept, by=request.user, name=form.cleaned_data["name"])
        except CannotSave as problem:
            form.add_error("name", str(problem))
        else:
            return redirect("community:filters")
    return _page(request, form, renamed=kept, status=422)


def _page(
    request: MemberRequest, form: SaveFilterForm, *, status: int = 200, **context
) -> HttpResponse:
    context |= {"kept_lists": kept_lists(request.user), "form": form}
    return render(request, "community/filters.html", context, status=status)


def _meant(request: MemberRequest) -> str:
    query = QueryDict(request.POST.get("query", "")[:1000])
    products = list(Product.objects.select_related("parent"))
    filters = read_filters(query, products=products, viewer=request.user)
    return kept_query(chosen(Order, query.get("list", "")) or Order.NEWEST, filters)
