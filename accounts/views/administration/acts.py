"""What an administrator may do with an affiliation: one page per act, all of the same form."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from accounts import policies
from accounts.access import MemberRequest, administrators_only, recently_authenticated
from accounts.actions.affiliation_life import CannotSuspend, suspend_affiliation
from accounts.actions.affiliation_renewal import CannotRenew, renew_affiliation, resume_affiliation
from accounts.actions.affiliations import (
    CannotChange,
    CannotEnd,
    change_affiliation,
    end_affiliation,
)
from accounts.actions.signing import (
    CannotSign,
    grant_signing_right,
    propose_signing_right,
    revoke_signing_right,
)
from accounts.forms.affiliations import ChangeForm, ProofForm, ReasonForm, SigningForm, SureForm
from accounts.models import Affiliation, SigningRight, User

Refused = (CannotChange, CannotEnd, CannotRenew, CannotSign, CannotSuspend)


@dataclass(frozen=True)
class Act:
    """`fits` says whether it makes sense now; the action itself decides whether it is allowed."""

    label: Promise
    text: Promise
    form: type[forms.Form]
    perform: Callable[..., Any]
    done: Promise
    fits: Callable[[Affiliation, SigningRight | None], bool]
    is_dangerous: bool = False


def _is_open(affiliation: Affiliation, _right: SigningRight | None) -> bool:
    return affiliation.ended_at is None


def _sign(affiliation: Affiliation, by: User, **_nothing) -> None:
    grant_signing_right(right=_right_of(affiliation), by=by)


def _stop_signing(affiliation: Affiliation, by: User, because: str) -> None:
    revoke_signing_right(right=_right_of(affiliation), by=by, because=because)


def _right_of(affiliation: Affiliation) -> SigningRight:
    rows = SigningRight.objects.open().select_related("affiliation")
    return get_object_or_404(rows, affiliation=affiliation)


ACTS = {
    "change": Act(
        _("Correct name or role"),
        _("Earlier posts show the corrected name and role, too."),
        ChangeForm,
        change_affiliation,
        _("Corrected."),
        _is_open,
    ),
    "renew": Act(
        _("Proof seen again"),
        _("You have looked at the proof again; the mark holds on."),
        ProofForm,
        renew_affiliation,
        _("The mark holds on."),
        lambda affiliation, _right: affiliation.ended_at is None and not affiliation.suspended_at,
    ),
    "resume": Act(
        _("Resume"),
        _("There is a new proof, so the mark holds again."),
        ProofForm,
        resume_affiliation,
        _("The mark holds again."),
        lambda affiliation, _right: affiliation.ended_at is None and bool(affiliation.suspended_at),
    ),
    "suspend": Act(
        _("Suspend"),
        _("The mark is taken away at once; the person can read but not post until you resume it."),
        ReasonForm,
        suspend_affiliation,
        _("Suspended."),
        lambda affiliation, _right: affiliation.ended_at is None and not affiliation.suspended_at,
        is_dangerous=True,
    ),
    "end": Act(
        _("End"),
        _("The mark ends for good. Posts say what was true when they were written."),
        ReasonForm,
        end_affiliation,
        _("Ended."),
        _is_open,
        is_dangerous=True,
    ),
    "propose-signing": Act(
        _("Propose the right to sign"),
        _("Who has it may sign official answers. A second administrator has to agree."),
        SigningForm,
        propose_signing_right,
        _("Proposed. A second administrator has to agree."),
        lambda affiliation, right: policies.can_be_signer(affiliation) and right is None,
    ),
    "grant-signing": Act(
        _("Agree to the right to sign"),
        _("You are the second person who says so."),
        SureForm,
        _sign,
        _("May sign official answers now."),
        lambda _affiliation, right: right is not None and right.granted_at is None,
    ),
    "revoke-signing": Act(
        _("Take the right to sign away"),
        _("What was signed stays signed; nothing new can be."),
        ReasonForm,
        _stop_signing,
        _("May no longer sign."),
        lambda _affiliation, right: right is not None,
        is_dangerous=True,
    ),
}


def acts_on(affiliation: Affiliation, *, right: SigningRight | None, by: User) -> dict[str, Act]:
    """What `by` can do with it now; nobody acts on his own."""
    if affiliation.user_id == by.pk:
        return {}
    fitting = {name: act for name, act in ACTS.items() if act.fits(affiliation, right)}
    if right is not None and right.proposed_by_id == by.pk:  # the second word is somebody else's
        fitting.pop("grant-signing", None)
    return fitting


@administrators_only
@recently_authenticated
@require_http_methods(["GET", "HEAD", "POST"])
def act(request: MemberRequest, affiliation_id: int, name: str) -> HttpResponse:
    rows = Affiliation.objects.for_register()
    affiliation = get_object_or_404(rows, pk=affiliation_id)
    if name not in ACTS:
        raise Http404("no such act")
    policies.require(affiliation.user_id != request.user.pk)
    if request.method != "POST":
        now = {"full_name": affiliation.full_name, "role_title": affiliation.role_title}
        return _page(request, affiliation, name, ACTS[name].form(initial=now))
    form = ACTS[name].form(request.POST)
    if form.is_valid():
        try:
            ACTS[name].perform(affiliation=affiliation, by=request.user, **form.cleaned_data)
        except Refused as problem:
            form.add_error(None, str(problem))
        else:
            messages.success(request, str(ACTS[name].done))
            return redirect("accounts:affiliation-detail", affiliation_id=affiliation.pk)
    return _page(request, affiliation, name, form, status=422)


def _page(
    request: MemberRequest, affiliation: Affiliation, name: str, form: forms.Form, *, status=200
) -> HttpResponse:
    context = {"affiliation": affiliation, "act": ACTS[name], "form": form}
    return render(request, "accounts/administration/act.html", context, status=status)
