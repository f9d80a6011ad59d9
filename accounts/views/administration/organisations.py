"""The organisations that people speak for, and the mail domains that prove it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import MemberRequest, administrators_only, recently_authenticated
from accounts.actions.organisation_names import CannotAdd, add_organisation, choose_name_form
from accounts.actions.organisations import CannotList, add_domain, remove_domain
from accounts.forms.affiliations import DomainForm, NameFormForm, OrganisationForm
from accounts.models import Organisation, OrganisationDomain


@administrators_only
@require_http_methods(["GET", "HEAD", "POST"])
def organisations(request: MemberRequest) -> HttpResponse:
    form = OrganisationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            added = add_organisation(by=request.user, **form.cleaned_data)
        except CannotAdd as problem:
            form.add_error("name", str(problem))
        else:
            messages.success(request, _("Added. Now list its mail domains."))
            return redirect("accounts:organisation", organisation_id=added.pk)
    listed = Organisation.objects.with_domains().order_by("name", "id")
    context = {"organisations": listed, "form": form}
    template = "accounts/administration/organisations.html"
    return render(request, template, context, status=422 if form.errors else 200)


@administrators_only
@recently_authenticated
@require_http_methods(["GET", "HEAD", "POST"])
def organisation(request: MemberRequest, organisation_id: int) -> HttpResponse:
    """The page of one organisation; sending its form lists another domain."""
    found = get_object_or_404(Organisation, pk=organisation_id)
    form = DomainForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            add_domain(organisation=found, domain=form.cleaned_data["domain"], by=request.user)
        except CannotList as problem:
            form.add_error("domain", str(problem))
        else:
            messages.success(request, _("Listed. Its mailboxes prove from now on."))
            return redirect("accounts:organisation", organisation_id=found.pk)
    return _page(request, found, form, NameFormForm(initial={"name_form": found.name_form}))


@administrators_only
@require_POST
def name_form(request: MemberRequest, organisation_id: int) -> HttpResponse:
    found = get_object_or_404(Organisation, pk=organisation_id)
    form = NameFormForm(request.POST)
    if not form.is_valid():
        return _page(request, found, DomainForm(), form)
    choose_name_form(organisation=found, by=request.user, **form.cleaned_data)
    messages.success(request, _("Saved. Names are shown in this form everywhere."))
    return redirect("accounts:organisation", organisation_id=found.pk)


@administrators_only
@recently_authenticated
@require_http_methods(["GET", "HEAD", "POST"])
def domain_removal(request: MemberRequest, domain_id: int) -> HttpResponse:
    """First who would lose the mark, then the button (A-BG-09)."""
    rows = OrganisationDomain.objects.filter(removed_at=None).select_related("organisation")
    listed = get_object_or_404(rows, pk=domain_id)
    is_meant = request.method == "POST"
    proved = remove_domain(domain=listed, by=request.user, dry_run=not is_meant)
    if is_meant:
        messages.success(request, _("Removed. What its mailboxes proved is suspended."))
        return redirect("accounts:organisation", organisation_id=listed.organisation_id)
    context = {"domain": listed, "proved": proved}
    return render(request, "accounts/administration/domain_removal.html", context)


def _page(
    request: HttpRequest, found: Organisation, domains: DomainForm, names: NameFormForm
) -> HttpResponse:
    domain_rows = OrganisationDomain.objects.filter(organisation=found)
    context = {
        "organisation": found,
        "domains": domain_rows.select_related("added_by", "removed_by").order_by("-added_at", "id"),
        "domain_form": domains,
        "name_form": names,
    }
    status = 422 if domains.errors or names.errors else 200
    template = "accounts/administration/organisation.html"
    return render(request, template, context, status=status)
