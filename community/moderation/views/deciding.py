"""The reports, open ones first, and the page where one is decided."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.access import MemberRequest, moderators_only
from community import policies as community_policies
from community.actions.hiding import CannotHide
from community.actions.removing_images import CannotRemoveImage
from community.models.reasons import HiddenFor
from community.moderation import policies
from community.moderation.actions.deciding import (
    CannotDecideReport,
    dismiss_report,
    uphold_report,
)
from community.moderation.forms import DismissForm, UpholdForm, UpholdOtherForm
from community.moderation.models import Report
from community.moderation.targets import author_of, reported_image, reported_post, titles_of
from community.withheld import withheld
from config.paging import keyset_page

DECIDED = "decided"


@moderators_only
@require_safe
def reports(request: MemberRequest) -> HttpResponse:
    rows = Report.objects.visible_to(request.user).for_listing()
    is_decided = request.GET.get("show") == DECIDED
    page = keyset_page(rows.decided() if is_decided else rows.open(), request.GET)
    listed = zip(page.items, titles_of(page.items), strict=True)
    context = {"page": page, "listed": list(listed), "is_decided": is_decided}
    return render(request, "moderation/reports.html", context)


@moderators_only
@require_safe
def report(request: MemberRequest, report_id: int) -> HttpResponse:
    return _page(request, _load(request, report_id))


@moderators_only
@require_POST
def uphold(request: MemberRequest, report_id: int) -> HttpResponse:
    found = _load(request, report_id)
    acts = reported_post(found) or reported_image(found)
    form = (UpholdForm if acts else UpholdOtherForm)(request.POST)
    if form.is_valid():
        reason = form.cleaned_data.get("reason", HiddenFor.OTHER)
        explanation = form.cleaned_data["explanation"]
        try:
            uphold_report(report=found, by=request.user, reason=reason, explanation=explanation)
        except (CannotDecideReport, CannotHide, CannotRemoveImage) as problem:
            form.add_error(None, str(problem))
        else:
            messages.success(request, _("Upheld. The author and who reported it are told."))
            return redirect("moderation:reports")
    return _page(request, found, uphold=form, status=422)


@moderators_only
@require_POST
def dismiss(request: MemberRequest, report_id: int) -> HttpResponse:
    found = _load(request, report_id)
    form = DismissForm(request.POST)
    if form.is_valid():
        try:
            dismiss_report(report=found, by=request.user, **form.cleaned_data)
        except CannotDecideReport as problem:
            form.add_error(None, str(problem))
        else:
            messages.success(request, _("Dismissed. Who reported it is told why."))
            return redirect("moderation:reports")
    return _page(request, found, dismiss=form, status=422)


def _load(request: MemberRequest, report_id: int) -> Report:
    rows = Report.objects.visible_to(request.user).for_listing()
    found = get_object_or_404(rows, pk=report_id)
    allowed = policies.can_decide_report(request.user, found, author_of(found))
    community_policies.require(allowed)
    return found


def _page(
    request: MemberRequest, found: Report, *, uphold=None, dismiss=None, status: int = 200
) -> HttpResponse:
    post, image = reported_post(found), reported_image(found)
    reason = {"reason": found.reason}
    context = {
        "report": found,
        "row": withheld(found.kind, post) if post else None,
        "image": image,
        "others": Report.objects.open().about(found.kind, found.object_id or 0).count() - 1,
        "uphold": uphold or (UpholdForm(initial=reason) if post or image else UpholdOtherForm()),
        "dismiss": dismiss or DismissForm(),
    }
    return render(request, "moderation/report_decide.html", context, status=status)
