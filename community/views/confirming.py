"""Staff confirm an answer, take that back, and the asker objects."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.access import MemberRequest, members_only
from community import policies
from community.actions.confirming import (
    CannotConfirm,
    confirm_answer,
    say_still_open,
    withdraw_confirmation,
)
from community.actions.posting import current_affiliation
from community.models import Answer, Question
from community.policies.confirming import can_say_still_open, may_confirm
from config.errors import too_often
from config.limits import TooOften, count_member


@members_only
@require_POST
def confirm(request: MemberRequest, answer_id: int) -> HttpResponse:
    readable = Answer.objects.visible_to(request.user).select_related("question")
    found = get_object_or_404(readable, pk=answer_id)
    policies.require(may_confirm(request.user, current_affiliation(request.user)))
    try:
        count_member("confirm", request.user)
        confirm_answer(answer=found, by=request.user)
    except CannotConfirm as problem:
        messages.error(request, str(problem))
    except TooOften as limit:
        return too_often(request, limit.seconds)
    else:
        messages.success(request, _("Confirmed. The person who asked can still object."))
    return redirect(found)


@members_only
@require_POST
def unconfirm(request: MemberRequest, question_id: int) -> HttpResponse:
    question = get_object_or_404(Question.objects.visible_to(request.user), pk=question_id)
    policies.require(may_confirm(request.user, current_affiliation(request.user)))
    try:
        withdraw_confirmation(question=question, by=request.user)
    except CannotConfirm as problem:
        messages.error(request, str(problem))
    else:
        messages.success(request, _("The confirmation is taken back."))
    return redirect(question)


@members_only
@require_POST
def still_open(request: MemberRequest, question_id: int) -> HttpResponse:
    question = get_object_or_404(Question.objects.visible_to(request.user), pk=question_id)
    policies.require(can_say_still_open(request.user, question))
    try:
        say_still_open(question=question, by=request.user)
    except CannotConfirm as problem:
        messages.error(request, str(problem))
    else:
        messages.success(
            request, _("Your question is open again. Nobody but you can call it done now.")
        )
    return redirect(question)
