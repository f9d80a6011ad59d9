"""Small pages on which somebody entitled decides about a question, with a reason."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from accounts.access import MemberRequest, members_only, moderators_only
from community import policies
from community.actions.closing import close_question, reopen_question, say_my_case_differs
from community.actions.deciding import CannotDecide
from community.actions.details import ask_for_details, details_given
from community.actions.kinds import change_kind
from community.actions.locking import lock_question, unlock_question
from community.forms import deciding as forms
from community.models import Question
from community.policies import closing
from community.views.guarding import tell_masked
from config.limits import TooOften, count_member


@dataclass(frozen=True)
class Step:
    """One decision: who may come here, what is asked, what is done, and how the page reads."""

    may: Callable[[Any, Question], bool]
    form: type[forms.DecisionForm]
    act: Callable[..., Any]
    title: str | Promise
    lead: str | Promise
    button: str | Promise
    done: str | Promise


@members_only
@require_http_methods(["GET", "HEAD", "POST"])
def close(request: MemberRequest, question_id: int) -> HttpResponse:
    return _decide(request, question_id, CLOSE)


@members_only
@require_http_methods(["GET", "HEAD", "POST"])
def reopen(request: MemberRequest, question_id: int) -> HttpResponse:
    return _decide(request, question_id, REOPEN)


@members_only
@require_http_methods(["GET", "HEAD", "POST"])
def differs(request: MemberRequest, question_id: int) -> HttpResponse:
    return _decide(request, question_id, DIFFERS)


@moderators_only
@require_http_methods(["GET", "HEAD", "POST"])
def lock(request: MemberRequest, question_id: int) -> HttpResponse:
    return _decide(request, question_id, LOCK)


@moderators_only
@require_http_methods(["GET", "HEAD", "POST"])
def unlock(request: MemberRequest, question_id: int) -> HttpResponse:
    return _decide(request, question_id, UNLOCK)


@members_only
@require_http_methods(["GET", "HEAD", "POST"])
def details(request: MemberRequest, question_id: int) -> HttpResponse:
    return _decide(request, question_id, DETAILS)


@members_only
@require_http_methods(["GET", "HEAD", "POST"])
def given(request: MemberRequest, question_id: int) -> HttpResponse:
    return _decide(request, question_id, GIVEN)


@members_only
@require_http_methods(["GET", "HEAD", "POST"])
def kind(request: MemberRequest, question_id: int) -> HttpResponse:
    return _decide(request, question_id, KIND)


def _decide(request: MemberRequest, question_id: int, step: Step) -> HttpResponse:
    questions = Question.objects.visible_to(request.user).with_speaker()
    question = get_object_or_404(questions, pk=question_id)
    policies.require(step.may(request.user, question))
    form = step.form(
        request.POST if request.method == "POST" else None,
        question=question,
        viewer=request.user,
        initial={"kind": question.kind},
    )
    if form.is_valid() and _was_done(request, question, form, step):
        tell_masked(request, form)
        messages.success(request, str(step.done))
        return redirect(question)
    status = 422 if form.is_bound else 200
    context = {"question": question, "form": form, "step": step}
    return render(request, "community/decide.html", context, status=status)


def _was_done(
    request: MemberRequest, question: Question, form: forms.DecisionForm, step: Step
) -> bool:
    try:
        count_member("decide", request.user)
        step.act(question=question, by=request.user, **form.cleaned_data)
    except CannotDecide as problem:
        form.add_error(None, str(problem))
    except TooOften:
        form.add_error(None, _("You have decided a lot in a short time. Please wait a little."))
    else:
        return True
    return False


def _close(*, question: Question, by, reason: str, other: Question | None, explanation: str):
    close_question(question=question, by=by, reason=reason, original=other, explanation=explanation)


def _may_close(user, question: Question) -> bool:
    return bool(closing.reasons_to_close(user, question))


def _may_reopen(user, question: Question) -> bool:
    """Who comes too late is told so, not refused."""
    if question.closed_at is None:
        return _may_close(user, question)
    return closing.can_reopen(user, question)


CLOSE = Step(
    _may_close,
    forms.CloseForm,
    _close,
    gettext_lazy("Close this question"),
    gettext_lazy(
        "It stays readable, and takes no more answers, comments or edits. The person who asked is"
        " told why."
    ),
    gettext_lazy("Close it"),
    gettext_lazy("Closed. The person who asked is told why."),
)
REOPEN = Step(
    _may_reopen,
    forms.NoteForm,
    reopen_question,
    gettext_lazy("Reopen this question"),
    gettext_lazy("It takes answers, comments and edits again."),
    gettext_lazy("Reopen it"),
    gettext_lazy("The question is open again."),
)
DIFFERS = Step(
    lambda user, question: user.pk == question.author_id,
    forms.DiffersForm,
    say_my_case_differs,
    gettext_lazy("My case is different"),
    gettext_lazy(
        "Your question opens again, once, with your explanation above it. Should it be closed again"
        " after that, a moderator can reopen it."
    ),
    gettext_lazy("Open my question again"),
    gettext_lazy("Your question is open again, with your explanation above it."),
)
LOCK = Step(
    lambda user, question: closing.can_lock(user),
    forms.WhyForm,
    lock_question,
    gettext_lazy("Lock this question"),
    gettext_lazy(
        "Nobody but moderators can write here until it is unlocked. Votes, “I have this too” and"
        " the word of who asked on what solved it stay possible."
    ),
    gettext_lazy("Lock it"),
    gettext_lazy("Locked. The person who asked is told why."),
)
UNLOCK = Step(
    lambda user, question: closing.can_lock(user),
    forms.NoteForm,
    unlock_question,
    gettext_lazy("Unlock this question"),
    gettext_lazy("Everybody can write here again."),
    gettext_lazy("Unlock it"),
    gettext_lazy("Unlocked. Everybody can write here again."),
)
DETAILS = Step(
    closing.can_ask_for_details,
    forms.DetailsForm,
    ask_for_details,
    gettext_lazy("Ask for details"),
    gettext_lazy(
        "What you write stands above the question until the person who asked edits it, comments,"
        " or says that nothing is missing."
    ),
    gettext_lazy("Ask for them"),
    gettext_lazy("The person who asked is told what is missing."),
)
GIVEN = Step(
    closing.can_end_asking,
    forms.SureForm,
    details_given,
    gettext_lazy("Nothing is missing any more"),
    gettext_lazy("The note that more details are needed goes away."),
    gettext_lazy("Take the note away"),
    gettext_lazy("The note is gone. Thank you."),
)
KIND = Step(
    closing.can_change_kind,
    forms.KindForm,
    change_kind,
    gettext_lazy("What kind of question is it?"),
    gettext_lazy(
        "A complaint is never closed as off topic, and stays one: only the person who wrote it can"
        " say otherwise."
    ),
    gettext_lazy("Change it"),
    gettext_lazy("Changed. The person who asked is told."),
)
