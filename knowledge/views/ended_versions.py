"""Which versions of products are no longer in use."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import MemberRequest, curators_only
from config.paging import keyset_page
from knowledge.actions.ending_versions import CannotEnd, end_version, resume_version
from knowledge.forms.checking import EndedVersionForm
from knowledge.models import EndedVersion


@curators_only
@require_http_methods(["GET", "HEAD", "POST"])
def ended_versions(request: MemberRequest) -> HttpResponse:
    form = EndedVersionForm(request.POST or None)
    if form.is_valid():
        try:
            end_version(by=request.user, **form.cleaned_data)
        except CannotEnd as problem:
            form.add_error(None, str(problem))
        else:
            messages.success(
                request, _("Noted. Articles that hold for it come back to you within an hour.")
            )
            return redirect("knowledge:ended-versions")
    listed = EndedVersion.objects.select_related("product__parent", "said_by")
    context = {"form": form, "page": keyset_page(listed, request.GET, key="created_at")}
    status = 422 if form.is_bound else 200
    return render(request, "knowledge/ended_versions.html", context, status=status)


@curators_only
@require_POST
def resume(request: MemberRequest, ended_id: int) -> HttpResponse:
    """It is in use after all."""
    resume_version(ended=get_object_or_404(EndedVersion, pk=ended_id), by=request.user)
    messages.success(request, _("It is in use again. Nobody has to look at its articles for it."))
    return redirect("knowledge:ended-versions")
