"""What members can do about their own data, and what is kept about them."""

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import MemberRequest, members_only, recently_authenticated
from accounts.notifications.models import Consent
from accounts.privacy import downloads, overview
from accounts.privacy.actions import (
    CannotDownload,
    CannotErase,
    CannotKeep,
    keep_account,
    request_download,
    request_erasure,
)
from accounts.privacy.forms import ErasureForm
from accounts.privacy.models import DataDownload, Erasure
from accounts.privacy.people import person_behind


@members_only
@never_cache
@require_safe
def privacy(request: MemberRequest) -> HttpResponse:
    newest = DataDownload.objects.filter(user=request.user).order_by("-id").first()
    context = {
        "download": newest,
        "may_ask": newest is None or newest.allows_another,
        "consents": Consent.objects.filter(user=request.user, withdrawn_at=None).order_by("id"),
        "kept": overview.overview(),
    }
    return render(request, "accounts/privacy.html", context)


@members_only
@recently_authenticated
@require_POST
def download_request(request: MemberRequest) -> HttpResponse:
    try:
        request_download(user=request.user)
    except CannotDownload as problem:
        messages.error(request, str(problem))
    else:
        messages.success(request, _("Your copy is being made. You get a notice when it is ready."))
    return redirect("accounts:privacy")


@members_only
@recently_authenticated
@never_cache
@require_safe
def download(request: MemberRequest, download_id: int) -> HttpResponse | FileResponse:
    mine = DataDownload.objects.there(timezone.now()).filter(user=request.user)
    found = get_object_or_404(mine, pk=download_id)
    try:
        file = downloads.file_of(found).open("rb")
    except FileNotFoundError:
        raise Http404 from None
    name = f"{found.ready_at:%Y-%m-%d}-my-data.zip"
    return FileResponse(file, as_attachment=True, filename=name, content_type="application/zip")


@members_only
@recently_authenticated
@require_http_methods(["GET", "HEAD", "POST"])
def erasure(request: MemberRequest) -> HttpResponse:
    form = ErasureForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            asked = request_erasure(user=request.user, **form.cleaned_data)
        except CannotErase as problem:
            form.add_error(None, str(problem))
        else:
            return _announced(request, asked)
    context = {"form": form, "kept": overview.kept_after_erasure(person_behind(request.user))}
    status = 422 if form.errors else 200
    return render(request, "accounts/privacy_erasure.html", context, status=status)


@members_only
@require_POST
def keep(request: MemberRequest) -> HttpResponse:
    try:
        if keep_account(user=request.user):
            messages.success(request, _("Good to have you still here. Your account stays."))
    except CannotKeep as problem:
        messages.error(request, str(problem))
    return redirect("accounts:privacy")


def _announced(request: MemberRequest, asked: Erasure) -> HttpResponse:
    messages.success(request, _("Your account will be erased. Until then you can keep it."))
    return redirect("accounts:privacy")
