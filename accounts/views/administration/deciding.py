"""Who asked to be marked, who says no against the signs, and who was found out."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.access import MemberRequest, administrators_only, recently_authenticated
from accounts.actions.affiliation_requests import CannotDecide as CannotDecideRequest
from accounts.actions.affiliation_requests import decide_affiliation_request
from accounts.actions.affiliations import CannotGrant, grant_affiliation
from accounts.actions.declarations import CannotDecide, decide_dispute
from accounts.forms.affiliations import DecideDisputeForm, DecideRequestForm, GrantForm
from accounts.models import AffiliationRequest, Declaration, User
from accounts.proofs import listed_organisation, mailbox_proof


@administrators_only
@recently_authenticated
@require_http_methods(["GET", "HEAD", "POST"])
def decide_request(request: MemberRequest, request_id: int) -> HttpResponse:
    asked = get_object_or_404(AffiliationRequest.objects.for_register(), pk=request_id)
    form = DecideRequestForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            decided = decide_affiliation_request(
                request=asked, by=request.user, **form.cleaned_data
            )
        except CannotDecideRequest as problem:
            form.add_error(None, str(problem))
        else:
            if decided.affiliation is None:
                messages.success(request, _("Refused. The person gets a notice with your words."))
                return redirect("accounts:affiliations")
            messages.success(request, _("Granted. The mark stands above every new post."))
            return redirect("accounts:affiliation-detail", affiliation_id=decided.affiliation_id)
    proof = mailbox_proof(asked.user, asked.organisation)
    context = {"asked": asked, "proof": proof, "person": asked.user, "form": form}
    return _page(request, "request", context)


@administrators_only
@recently_authenticated
@require_http_methods(["GET", "HEAD", "POST"])
def decide_declaration(request: MemberRequest, declaration_id: int) -> HttpResponse:
    declared = get_object_or_404(Declaration.objects.for_register(), pk=declaration_id)
    form = DecideDisputeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            decide_dispute(declaration=declared, by=request.user, **form.cleaned_data)
        except CannotDecide as problem:
            form.add_error(None, str(problem))
        else:
            messages.success(request, _("Decided. The person gets a notice with your words."))
            return redirect("accounts:affiliations")
    organisation = listed_organisation(declared.user)
    context = {"declared": declared, "person": declared.user, "organisation": organisation}
    return _page(request, "dispute", context | {"form": form})


@administrators_only
@recently_authenticated
@require_http_methods(["GET", "HEAD", "POST"])
def grant(request: MemberRequest, user_id: int) -> HttpResponse:
    """A mark for somebody who has not asked: known from elsewhere, or found out."""
    person = get_object_or_404(User.objects.filter(erased_at=None), pk=user_id)
    form = GrantForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            granted = grant_affiliation(user=person, by=request.user, **form.cleaned_data)
        except CannotGrant as problem:
            form.add_error(None, str(problem))
        else:
            messages.success(request, _("Granted. The mark stands above every new post."))
            return redirect("accounts:affiliation-detail", affiliation_id=granted.pk)
    return _page(request, "grant", {"person": person, "form": form})


def _page(request: MemberRequest, name: str, context: dict) -> HttpResponse:
    form: forms.Form = context["form"]
    template = f"accounts/administration/{name}.html"
    return render(request, template, context, status=422 if form.errors else 200)
