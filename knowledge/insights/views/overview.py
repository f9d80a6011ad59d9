"""Insights: a month at a glance, and on one sheet of paper."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.access import MemberRequest, analysts_only
from knowledge.insights.overview_parts import months_of, parts
from knowledge.insights.views.period import asked_month, running_month


@analysts_only
@require_safe
def overview(request: MemberRequest) -> HttpResponse:
    return _shown(request, "insights/overview.html")


@analysts_only
@require_safe
def report(request: MemberRequest) -> HttpResponse:
    return _shown(request, "insights/report.html")


def _shown(request: MemberRequest, template: str) -> HttpResponse:
    months = months_of(asked_month(request), running=running_month())
    return render(request, template, parts(months, request.user))
