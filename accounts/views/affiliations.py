"""Everybody's own page: for whom he speaks, how that was proved, and how he ends it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import MemberRequest, members_only
from accounts.actions.affiliation_renewal import (
    CannotRenew,
    affiliation_of_token,
    ask_for_renewal,
    renew_affiliation_by_mailbox,
    renewal_link,
)
from accounts.actions.affiliation_requests import CannotRequest, withdraw_affiliation_request
from accounts.actions.affiliations import LEFT, end_affiliation
from accounts.actions.standing import latest_declaration, position_of
from accounts.forms.declaring import EndForm
from accounts.models import Affiliation, AffiliationChange, AffiliationRequest
from config.limits import TooOften, count_member
from config.paging import keyset_page


@members_only
@require_safe
def mine(request: MemberRequest) -> HttpResponse:
    return _page(request, EndForm())


@members_only
@require_POST
def leave(request: MemberRequest) -> HttpResponse:
    """“I no longer work there”: ends it for good, what was written keeps what was true."""
    affiliation = get_object_or_404(_open(request))
    form = EndForm(request.POST)
    if not form.is_valid():
        return _page(request, form, status=422)
    end_affiliation(affiliation=affiliation, by=request.user, because=LEFT)
    messages.success(request, _("Noted. Your earlier posts say what was true then."))
    return redirect("accounts:affiliation")


@members_only
@require_POST
def withdraw(request: MemberRequest) -> HttpResponse:
    asked = get_object_or_404(AffiliationRequest.objects.open().filter(user=request.user))
    try:
        withdraw_affiliation_request(request=asked, by=request.user)
    except CannotRequest as problem:
        messages.error(request, str(problem))
    else:
        messages.success(request, _("Your request is withdrawn."))
    return redirect("accounts:affiliation")


@members_only
@require_POST
def ask_renewal(request: MemberRequest) -> HttpResponse:
    affiliation = get_object_or_404(_open(request))
    try:
        count_member("renewal-link", request.user)
        ask_for_renewal(affiliation=affiliation, by=request.user)
    except TooOften:
        messages.error(request, _("The link was mailed a short time ago. Please look for it."))
    except CannotRenew as problem:
        messages.error(request, str(problem))
    else:
        messages.success(request, _("You get a mail with a link in a moment."))
    return redirect("accounts:affiliation")


@members_only
@require_http_methods(["GET", "HEAD", "POST"])
def renew(request: MemberRequest, token: str) -> HttpResponse:
    """The link from the mail shows a button; only the button proves it again."""
    try:
        if request.method == "POST":
            renew_affiliation_by_mailbox(token=token, by=request.user)
            messages.success(request, _("Thank you. Your mark holds again."))
            return redirect("accounts:affiliation")
        affiliation = affiliation_of_token(token)
    except CannotRenew as problem:
        messages.error(request, str(problem))
        return redirect("accounts:affiliation")
    context = {"affiliation": affiliation, "is_mine": affiliation.user_id == request.user.pk}
    return render(request, "accounts/affiliation_renew.html", context)


def _open(request: MemberRequest):
    rows = Affiliation.objects.open().filter(user=request.user)
    return rows.select_related("organisation", "user")


def _page(request: MemberRequest, form: EndForm, *, status: int = 200) -> HttpResponse:
    affiliation = _open(request).first()
    history = AffiliationChange.objects.filter(affiliation__user=request.user)
    asked = AffiliationRequest.objects.open().filter(user=request.user)
    page = keyset_page(history.select_related("affiliation__organisation"), request.GET, key="at")
    context = {
        "affiliation": affiliation,
        "can_renew": affiliation is not None and renewal_link(affiliation) is not None,
        "standing": position_of(request.user).standing.value,
        "declared": latest_declaration(request.user),
        "asked": asked.select_related("organisation").first(),
        "page": page,
        "form": form,
    }
    return render(request, "accounts/affiliation.html", context, status=status)
