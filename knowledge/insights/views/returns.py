"""Where employees enter that somebody reached us although he had read something."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.access import MemberRequest, members_only
from community.policies import require
from config.limits import TooOften, count_member
from config.paging import keyset_page
from config.text import clean_line
from knowledge.insights import policies
from knowledge.insights.actions.returns import (
    CannotReport,
    can_be_withdrawn,
    report_return,
    withdraw_return,
)
from knowledge.insights.documents import Document, document_at, named
from knowledge.insights.forms.returns import ReturnForm
from knowledge.insights.models import ReportedReturn
from knowledge.search.engine import MAX_TEXT_LENGTH
from knowledge.search.finding import suggest

SHOWN = 8


@members_only
@require_safe
def returns(request: MemberRequest) -> HttpResponse:
    require(policies.can_report_returns(request.user))
    text = clean_line(request.GET.get("q", ""))[:MAX_TEXT_LENGTH]
    return _page(request, text, _found(request, text))


@members_only
@require_POST
def report(request: MemberRequest) -> HttpResponse:
    require(policies.can_report_returns(request.user))
    form = ReturnForm(request.POST)
    document = document_at(request.POST.get("document", ""), viewer=request.user)
    if form.is_valid() and document:
        try:
            count_member("decide", request.user)
            values = form.cleaned_data | {"document": document.key}
            report_return(by=request.user, **values)
        except TooOften:
            form.add_error(None, _("That was a lot at once. Please try again in a minute."))
        except CannotReport as problem:
            form.add_error(None, str(problem))
        else:
            messages.success(request, _("Noted. It takes one case of this page off the figures."))
            return redirect("insights:returns")
    elif not document:
        form.add_error(None, _("This page is no longer shown."))
    return _page(request, "", [document] if document else [], form=form, status=422)


@members_only
@require_POST
def withdraw(request: MemberRequest, return_id: int) -> HttpResponse:
    require(policies.can_report_returns(request.user))
    reported = get_object_or_404(ReportedReturn, pk=return_id)
    try:
        withdraw_return(reported=reported, by=request.user)
        messages.success(request, _("Taken back: it is as if it had not been entered."))
    except CannotReport as problem:
        messages.error(request, str(problem))
    return redirect("insights:returns")


def _found(request: MemberRequest, text: str) -> Sequence[Document]:
    """What the address names, or else what the words find."""
    if not text:
        return []
    at = document_at(text, viewer=request.user)
    if at:
        return [at]
    finds = suggest(text, viewer=request.user, language=get_language() or "en")
    keys = [f"{find.hit.kind}-{find.row.pk}" for find in finds.items[:SHOWN]]
    known = named(keys, viewer=request.user)
    return [known[key] for key in keys if key in known]


def _page(
    request: MemberRequest,
    text: str,
    found: Sequence[Document],
    *,
    form: ReturnForm | None = None,
    status: int = 200,
) -> HttpResponse:
    page = keyset_page(ReportedReturn.objects.all(), request.GET)
    titles = named([row.document for row in page.items], viewer=request.user)
    now = timezone.now()
    context: dict[str, Any] = {
        "text": text,
        "found": [(document, form or _form(document)) for document in found],
        "form": form,
        "page": page,
        "entered": [
            (row, titles.get(row.document), can_be_withdrawn(row, now=now)) for row in page.items
        ],
    }
    return render(request, "insights/returns.html", context, status=status)


def _form(document: Document) -> ReturnForm:
    return ReturnForm(initial={"document": document.key}, auto_id=f"{document.key}-%s")
