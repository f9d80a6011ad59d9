from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.access import MemberRequest, members_only
from accounts.models import User
from accounts.privileges import PrivilegeMissing
from accounts.unsent import declare_first, forget_unsent
from community import policies
from community.actions.answers import answer_question
from community.actions.posting import CannotPost, MustDeclare, was_sent
from community.actions.solutions import CannotAccept, accept_answer, withdraw_acceptance
from community.actions.votes import CannotVote, vote_answer
from community.forms.asking import AnswerForm, VoteForm
from community.markup import TooComplex
from community.models import Answer, Question, Vote
from community.views.questions import render_thread
from config.errors import too_often
from config.http import wants_fragment
from config.limits import TooOften, count_member, forgive_member


@members_only
@require_POST
def answer(request: MemberRequest, question_id: int) -> HttpResponse:
    questions = Question.objects.visible_to(request.user).for_page(request.user)
    question = get_object_or_404(questions, pk=question_id)
    policies.require(policies.can_answer(request.user, question))
    form = AnswerForm(request.POST)
    if form.is_valid():
        try:
            posted = _post_answer(request, question, form)
        except MustDeclare:
            return declare_first(request, back=f"{question.get_absolute_url()}#answer-form")
        if posted is not None:
            forget_unsent(request)
            posted.question = question
            return redirect(posted)
    return render_thread(request, question, form, status=422)


def _post_answer(request: MemberRequest, question: Question, form: AnswerForm) -> Answer | None:
    submission = form.cleaned_data["submission"]
    is_new = not was_sent(question.answers.all(), by=request.user, submission=submission)
    try:
        if is_new:
            count_member("answer", request.user)
        return answer_question(question=question, by=request.user, **form.cleaned_data)
    except MustDeclare:
        if is_new:
            forgive_member("answer", request.user)
        raise
    except (TooComplex, CannotPost) as problem:
        if is_new:
            forgive_member("answer", request.user)
        form.add_error("body", str(problem))
    except TooOften:
        form.add_error("body", _("You have answered a lot in a short time. Please wait a little."))
    return None


@members_only
@require_POST
def vote(request: MemberRequest, answer_id: int) -> HttpResponse:
    readable = Answer.objects.visible_to(request.user).select_related("question")
    found = get_object_or_404(readable, pk=answer_id)
    policies.require(policies.can_vote(request.user, found))
    form = VoteForm(request.POST)
    if not form.is_valid():
        raise BadRequest("no such vote")
    value = form.cleaned_data["value"]
    former = _vote_of(request.user, found)
    scope = "vote-change" if former else "vote"
    try:
        count_member(scope, request.user)
        found = vote_answer(answer=found, by=request.user, value=value)
    except PrivilegeMissing as missing:
        forgive_member(scope, request.user)
        return _render_missing(request, found, former, missing)
    except CannotVote as problem:
        messages.error(request, str(problem))
        value = former
    except TooOften as limit:
        if wants_fragment(request):
            return too_often(request, limit.seconds)
        messages.error(request, _("You have voted a lot today. Please come back tomorrow."))
    if not wants_fragment(request):
        return redirect(found)
    return render(request, "community/_votes.html", {"answer": found, "vote": value})


def _vote_of(voter: User, answer: Answer) -> int:
    """1, -1, or 0 for none."""
    own = Vote.objects.filter(voter=voter, answer=answer)
    return own.values_list("value", flat=True).first() or 0


def _render_missing(
    request: MemberRequest, answer: Answer, former: int, missing: PrivilegeMissing
) -> HttpResponse:
    """What voting takes, on a page of its own or beside the buttons, which stay as they were."""
    if wants_fragment(request):
        context = {"answer": answer, "vote": former, "distance": missing.distance}
        return render(request, "community/_votes.html", context, status=422)
    context = {"distance": missing.distance, "back": answer.get_absolute_url()}
    return render(request, "accounts/privilege_missing.html", context, status=403)


@members_only
@require_POST
def accept(request: MemberRequest, answer_id: int) -> HttpResponse:
    readable = Answer.objects.visible_to(request.user).select_related("question")
    found = get_object_or_404(readable, pk=answer_id)
    policies.require(policies.can_accept_answer(request.user, found.question))
    try:
        count_member("accept", request.user)
        accept_answer(answer=found, by=request.user)
    except CannotAccept as problem:
        messages.error(request, str(problem))
    except TooOften as limit:
        return too_often(request, limit.seconds)
    else:
        messages.success(request, _("Marked as solved. Thank you for telling everybody."))
    return redirect(found)


@members_only
@require_POST
def unaccept(request: MemberRequest, question_id: int) -> HttpResponse:
    question = get_object_or_404(Question.objects.visible_to(request.user), pk=question_id)
    policies.require(policies.can_accept_answer(request.user, question))
    withdraw_acceptance(question=question, by=request.user)
    messages.success(request, _("Your question is open again."))
    return redirect(question)
