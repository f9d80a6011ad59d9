"""Targets: what a figure is to reach, by when, and who sees to it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import MemberRequest, analysts_only
from accounts.policies import require
from knowledge.insights import policies
from knowledge.insights.actions.targets import CannotSetTarget, drop_target, set_target
from knowledge.insights.forms.target import TargetForm
from knowledge.insights.models import Target
from knowledge.insights.views.measures import measure_at


@analysts_only
@require_http_methods(["GET", "HEAD", "POST"])
def target(request: MemberRequest, slug: str) -> HttpResponse:
    measure = measure_at(slug)
    require(policies.can_set_targets(request.user))
    known = Target.objects.filter(measure=slug).first()
    initial = {"value": known.value, "due_on": known.due_on, "owner": known.owner} if known else {}
    form = TargetForm(request.POST or None, measure=measure, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            set_target(measure=slug, by=request.user, **form.cleaned_data)
        except CannotSetTarget as problem:
            form.add_error(None, str(problem))
        else:
            messages.success(request, _("The target is set."))
            return redirect("insights:measure", slug)
    context = {"measure": measure, "form": form, "target": known}
    return render(request, "insights/target.html", context, status=422 if form.errors else 200)


@analysts_only
@require_POST
def drop(request: MemberRequest, slug: str) -> HttpResponse:
    require(policies.can_set_targets(request.user))
    try:
        drop_target(measure=measure_at(slug).slug, by=request.user)
    except CannotSetTarget as problem:
        messages.error(request, str(problem))
    else:
        messages.success(request, _("The target is gone."))
    return redirect("insights:measure", slug)
