"""The form that anyone can send, without account and cookie, and the receipt."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.access import anonymous_post, public
from accounts.mailbox import abuse_key
from community.moderation.actions.reporting import (
    CannotReport,
    Receipt,
    hash_of,
    owe_receipt,
    report_content,
)
from community.moderation.forms import GuestReportForm, ReportForm
from community.moderation.models import PATH_LENGTH, Report
from community.moderation.targets import cleaned_path, readable_at
from config.limits import TooOften, count, count_member, unnamed, visitor


@public
@require_safe
def form(request: HttpRequest) -> HttpResponse:
    """The same page for whatever is reported, shown, hidden or missing."""
    path = cleaned_path(request.GET.get("path", ""))[:PATH_LENGTH]
    return _page(request, _form_for(request)(initial={"path": path or _came_from(request)}))


@anonymous_post("report-form")
def send(request: HttpRequest) -> HttpResponse:
    sent = _form_for(request)(request.POST)
    receipt = _report(request, sent) if sent.is_valid() else None
    if receipt is None:
        return _page(request, sent, status=422)
    return redirect("moderation:receipt", token=receipt.token)


@public
@never_cache
@require_safe
def receipt(request: HttpRequest, token: str) -> HttpResponse:
    """For whoever holds the secret address: number, time and, once there is one, the decision."""
    found = Report.objects.filter(token_hash=hash_of(token)).select_related("decision").first()
    if found is None:
        raise Http404("no such receipt")
    context = {"report": found, "about": readable_at(found.path, viewer=request.user)}
    return render(request, "moderation/receipt.html", context)


def _form_for(request: HttpRequest) -> type[ReportForm]:
    return ReportForm if request.user.is_authenticated else GuestReportForm


def _report(request: HttpRequest, sent: ReportForm) -> Receipt | None:
    values = dict(sent.cleaned_data)
    values.pop("good_faith")
    is_new = not Report.objects.filter(submission=values["submission"]).exists()
    try:
        if is_new:
            _count(request)
        by = request.user if request.user.is_authenticated else None
        made = report_content(by=by, **values)
    except TooOften:
        sent.add_error(None, _("That were many reports in one day. Please come back tomorrow."))
        return None
    except CannotReport as problem:
        sent.add_error(None, str(problem))
        return None
    if made.is_new and made.report.email:
        _mail_receipt(made)
    return made


def _count(request: HttpRequest) -> None:
    if request.user.is_authenticated:
        count_member("report", request.user)
    else:
        count("report", visitor(request))


def _mail_receipt(made: Receipt) -> None:
    """Three an hour to one address at most (A-DO-12); the page says the same."""
    try:
        count("report-mail", unnamed(abuse_key(made.report.email)))
    except TooOften:
        return
    owe_receipt(made)


def _came_from(request: HttpRequest) -> str:
    """The page whose footer led here, unless that is this form."""
    path = cleaned_path(request.headers.get("Referer", ""))[:PATH_LENGTH]
    return "" if path.startswith(reverse("moderation:report")) else path


def _page(request: HttpRequest, shown: ReportForm, *, status: int = 200) -> HttpResponse:
    """What is reported is shown to whoever may read it; for anybody else it is an address."""
    path = cleaned_path(str(shown["path"].value() or ""))
    context = {"form": shown, "about": readable_at(path, viewer=request.user)}
    return render(request, "moderation/report.html", context, status=status)
