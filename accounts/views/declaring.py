"""The one question before the first post, and what happens until it is settled."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.access import MemberRequest, members_only
from accounts.actions.affiliation_requests import CannotRequest
from accounts.actions.declarations import (
    CannotDeclare,
    Standing,
    declare_affiliated,
    declare_independent,
    position_of,
)
from accounts.forms.declaring import DeclareForm, RequestForm
from accounts.models import Affiliation, AffiliationRequest, Declaration
from accounts.proofs import listed_organisation
from accounts.unsent import unsent_text

# Who stands here may still answer; for the others somebody else has the next word.
_MAY_ANSWER = {Standing.UNDECLARED, Standing.UNREQUESTED}


@members_only
@require_http_methods(["GET", "HEAD", "POST"])
def declare(request: MemberRequest) -> HttpResponse:
    standing = position_of(request.user).standing
    if standing is Standing.MAY_POST:
        return redirect(_back(request))
    if request.method != "POST" or standing not in _MAY_ANSWER:
        return _page(request, standing, DeclareForm())
    form = DeclareForm(request.POST)
    if not form.is_valid():
        return _page(request, standing, form, status=422)
    if form.cleaned_data["answer"] == "yes":
        return redirect(_with_next(request, "accounts:affiliation-request"))
    return _say_no(request, standing, form)


@members_only
@require_http_methods(["GET", "HEAD", "POST"])
def ask_for_mark(request: MemberRequest) -> HttpResponse:
    """The mark in the words that will stand above the posts; an administrator decides."""
    if position_of(request.user).standing in {Standing.REQUESTED, Standing.SUSPENDED}:
        return redirect(_with_next(request, "accounts:declare"))
    if request.method != "POST":
        return _request_page(request, RequestForm(initial=_guess(request)))
    form = RequestForm(request.POST)
    if form.is_valid():
        try:
            declare_affiliated(user=request.user, **form.cleaned_data)
        except CannotRequest as problem:
            form.add_error(None, str(problem))
        else:
            messages.success(request, _("Thank you. An administrator will look at it."))
            return redirect(_with_next(request, "accounts:declare"))
    return _request_page(request, form, status=422)


def _say_no(request: MemberRequest, standing: Standing, form: DeclareForm) -> HttpResponse:
    try:
        said = declare_independent(user=request.user, explanation=form.cleaned_data["explanation"])
    except CannotDeclare as problem:
        form.add_error(None, str(problem))
        return _page(request, standing, form, status=422)
    if said.stance == Declaration.Stance.DISPUTED:
        return redirect(_with_next(request, "accounts:declare"))
    messages.success(request, _("Thank you. You can post now."))
    return redirect(_back(request))


def _page(
    request: MemberRequest, standing: Standing, form: DeclareForm, *, status: int = 200
) -> HttpResponse:
    asked = AffiliationRequest.objects.open().filter(user=request.user)
    context = {
        "form": form,
        "standing": standing.value,
        "may_answer": standing in _MAY_ANSWER,
        "organisation": listed_organisation(request.user),
        "affiliation": request.user.affiliations.filter(ended_at=None).first(),
        "asked": asked.select_related("organisation").first(),
        "text": unsent_text(request),
        "back": _back(request),
    }
    return render(request, "accounts/declare.html", context, status=status)


def _request_page(request: MemberRequest, form: RequestForm, *, status: int = 200) -> HttpResponse:
    context = {"form": form, "text": unsent_text(request)}
    return render(request, "accounts/affiliation_request.html", context, status=status)


def _guess(request: MemberRequest) -> dict:
    """What his mailbox says already."""
    organisation = listed_organisation(request.user)
    if organisation is None:
        return {"proof": Affiliation.Proof.ADMINISTRATOR}
    return {"organisation": organisation, "proof": Affiliation.Proof.MAILBOX}


def _back(request: HttpRequest) -> str:
    """Where he came from, if that is a page of ours."""
    page = request.GET.get("next", "")
    if url_has_allowed_host_and_scheme(page, allowed_hosts=None) and page.startswith("/"):
        return page
    return reverse("accounts:affiliation")


def _with_next(request: HttpRequest, name: str) -> str:
    return f"{reverse(name)}?{urlencode({'next': _back(request)})}"
