from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.access import MemberRequest, members_only
from accounts.models import User
from accounts.unsent import declare_first
from community import policies
from community.actions.answers import answer_question
from community.actions.drafts import keep_draft
from community.actions.posting import CannotPost, MustDeclare, was_sent
from community.actions.solutions import CannotAccept, accept_answer, withdraw_acceptance
from community.forms.asking import AnswerForm
from community.markup import TooComplex
from community.models import Answer, Question
from community.threads import question_for_page
from community.views.drafting import at_place, forget_typed, keep_masked, text_kept
from community.views.guarding import tell_masked
from community.views.holding import led_to_post
from community.views.questions import render_thread
from config.errors import too_often
from config.limits import TooOften, count_member, forgive_member


@members_only
@require_POST
def answer(request: MemberRequest, question_id: int) -> HttpResponse:
    place = f"answer:{question_id}"
    try:
        question = _question_to_answer(request.user, question_id)
    except Http404:
        return text_kept(request, place)
    policies.require(policies.can_answer(request.user, question))
    form = at_place(AnswerForm(request.POST), place)
    if form.is_valid():
        try:
            posted = _post_answer(request, question, form)
        except MustDeclare:
            return declare_first(request, back=f"{question.get_absolute_url()}#answer-form")
        if posted is not None:
            forget_typed(request, place)
            tell_masked(request, form)
            posted.question = question
            return led_to_post(request, posted)
    keep_masked(request, form)
    return render_thread(request, question, form, status=422)


def _question_to_answer(viewer: User, question_id: int) -> Question:
    """What was merged while somebody wrote is answered where its other answers went."""
    found = question_for_page(question_id, viewer)
    if found is not None and not found.merged_into_id:
        return found
    questions = Question.objects.visible_to(viewer).for_page(viewer)
    return get_object_or_404(questions.merged_from(question_id))


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
        _keep(request.user, question, form)
        form.add_error("body", str(problem))
    except TooOften:
        form.add_error("body", _("You have answered a lot in a short time. Please wait a little."))
    return None


def _keep(writer: User, question: Question, form: AnswerForm) -> None:
    """Also where nothing can be written any more: he finds it among his drafts (A-AZ-17)."""
    fields = {"body": form.cleaned_data["body"]}
    keep_draft(person=writer, place=f"answer:{question.pk}", fields=fields)


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
