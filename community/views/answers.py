from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.access import MemberRequest, members_only
from accounts.unsent import forget_unsent
from community import policies
from community.actions.answers import answer_question
from community.actions.posting import CannotPost, was_sent
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
        posted = _post_answer(request, question, form)
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
    changes = Vote.objects.filter(voter=request.user, answer=found).exists()
    try:
        count_member("vote-change" if changes else "vote", request.user)
        found = vote_answer(answer=found, by=request.user, value=value)
    except CannotVote as problem:
        messages.error(request, str(problem))
        value = 0
    except TooOften as limit:
        if wants_fragment(request):
            return too_often(request, limit.seconds)
        messages.error(request, _("You have voted a lot today. Please come back tomorrow."))
    if not wants_fragment(request):
        return redirect(found)
    return render(request, "community/_votes.html", {"answer": found, "vote": value})


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
