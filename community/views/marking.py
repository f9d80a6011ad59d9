"""Marking earlier posts of somebody who turns out to have spoken for the company."""

from datetime import date, datetime, time

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.access import MemberRequest, administrators_only, recently_authenticated
from accounts.models import Affiliation
from community import policies
from community.actions.marking import CannotMark, mark_posts, unmarked_posts
from community.forms.marking import MarkForm


@administrators_only
@recently_authenticated
@require_http_methods(["GET", "HEAD", "POST"])
def mark(request: MemberRequest, affiliation_id: int) -> HttpResponse:
    """First how much would change, then the button that does it."""
    affiliation = get_object_or_404(Affiliation.objects.for_register(), pk=affiliation_id)
    policies.require(affiliation.user_id != request.user.pk)
    if request.method != "POST":
        return _page(request, affiliation, MarkForm())
    form = MarkForm(request.POST)
    if not form.is_valid():
        return _page(request, affiliation, form, status=422)
    day, because = form.cleaned_data["since"], form.cleaned_data["because"]
    since = _beginning_of(day)
    if request.POST.get("confirm") != day.isoformat():  # what was shown is what is done
        found = unmarked_posts(affiliation=affiliation, since=since).counts()
        return _page(request, affiliation, form, found=found)
    try:
        mark_posts(affiliation=affiliation, since=since, by=request.user, because=because)
    except CannotMark as problem:
        form.add_error(None, str(problem))
        return _page(request, affiliation, form, status=422)
    messages.success(request, _("Marked. The history says what was changed."))
    return redirect("accounts:affiliation-detail", affiliation_id=affiliation.pk)


def _beginning_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def _page(
    request: MemberRequest,
    affiliation: Affiliation,
    form: MarkForm,
    *,
    found: dict[str, int] | None = None,
    status: int = 200,
) -> HttpResponse:
    day = form.cleaned_data["since"].isoformat() if found else ""
    context = {"affiliation": affiliation, "form": form, "found": found, "day": day}
    return render(request, "community/mark_posts.html", context, status=status)
