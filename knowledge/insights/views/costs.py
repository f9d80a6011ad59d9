"""What a contact and the community cost, and what that makes of the cases."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.access import MemberRequest, administrators_only, analysts_only
from knowledge.insights import policies
from knowledge.insights.actions.costs import (
    CannotEnterCost,
    enter_contact_cost,
    enter_running_cost,
    remove_cost,
)
from knowledge.insights.clock import days_of
from knowledge.insights.forms.costs import ContactCostForm, RunningCostForm
from knowledge.insights.measures import MEASURES
from knowledge.insights.models import ContactCost, RunningCost
from knowledge.insights.money import FEWEST_ANSWERS, saved
from knowledge.insights.months import Months
from knowledge.insights.views.period import asked_month, running_month

SHOWN = 200
CONTACT, RUNNING = "contact", "running"


@analysts_only
@require_safe
def costs(request: MemberRequest) -> HttpResponse:
    """Every figure that money is made of, and how; administrators enter them here."""
    return _page(request)


@administrators_only
@require_POST
def enter_contact(request: MemberRequest) -> HttpResponse:
    form = ContactCostForm(request.POST, prefix=CONTACT)
    if _is_entered(request, form, enter_contact_cost):
        return redirect("insights:costs")
    return _page(request, contact=form, status=422)


@administrators_only
@require_POST
def enter_running(request: MemberRequest) -> HttpResponse:
    form = RunningCostForm(request.POST, prefix=RUNNING)
    if _is_entered(request, form, enter_running_cost):
        return redirect("insights:costs")
    return _page(request, running=form, status=422)


@administrators_only
@require_POST
def remove_contact(request: MemberRequest, cost_id: int) -> HttpResponse:
    return _removed(request, get_object_or_404(ContactCost, pk=cost_id))


@administrators_only
@require_POST
def remove_running(request: MemberRequest, running_id: int) -> HttpResponse:
    return _removed(request, get_object_or_404(RunningCost, pk=running_id))


def _is_entered(request: MemberRequest, form: Form, enter: Callable[..., Any]) -> bool:
    if not form.is_valid():
        return False
    try:
        enter(by=request.user, **form.cleaned_data)
    except CannotEnterCost as problem:
        form.add_error("as_of", str(problem))
        return False
    messages.success(request, _("Entered. It holds from its day on."))
    return True


def _removed(request: MemberRequest, cost: ContactCost | RunningCost) -> HttpResponse:
    remove_cost(cost=cost, by=request.user)
    messages.success(request, _("Removed. What was known before it holds again."))
    return redirect("insights:costs")


def _page(
    request: MemberRequest,
    *,
    contact: ContactCostForm | None = None,
    running: RunningCostForm | None = None,
    status: int = 200,
) -> HttpResponse:
    month = asked_month(request)
    context = {
        "months": Months(month, running=running_month()),
        "saving": saved(month, days_of(month)[-1]),
        "measure": MEASURES["saved"],
        "fewest": FEWEST_ANSWERS,
        "contact_costs": ContactCost.objects.newest_first()[:SHOWN],
        "running_costs": RunningCost.objects.newest_first()[:SHOWN],
        "may_enter": policies.can_enter_costs(request.user),
        "contact": contact or ContactCostForm(prefix=CONTACT),
        "running": running or RunningCostForm(prefix=RUNNING),
    }
    return render(request, "insights/costs.html", context, status=status)
