from typing import Any

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from accounts.access import anonymous_post
from community import policies
from community.actions.feedback import CannotGiveFeedback, say_did_not_help, say_solved_too
from community.forms.voting import FeedbackForm
from community.models import Answer, AnswerFeedback
from community.policies.comments import can_tell_whether_it_helped
from config.http import wants_fragment
from config.limits import TooOften, count, visitor
from config.robots import is_robot

SAY = {
    AnswerFeedback.Kind.SOLVED_TOO: say_solved_too,
    AnswerFeedback.Kind.DID_NOT_HELP: say_did_not_help,
}


@anonymous_post("feedback")
def feedback(request: HttpRequest, answer_id: int) -> HttpResponse:
    """A reader's word on a solution: once a day from one account or network (A-VO-16).

    Whoever says it again, or is a program, reads the same thanks and is not counted.
    """
    readable = Answer.objects.visible_to(request.user).select_related("question")
    answer = get_object_or_404(readable, pk=answer_id)
    policies.require(request.user.pk not in {answer.author_id, answer.question.author_id})
    form = FeedbackForm(request.POST)
    if not form.is_valid():
        raise BadRequest("no such word")
    word = form.cleaned_data["word"]
    try:
        if not can_tell_whether_it_helped(request.user, answer):
            raise CannotGiveFeedback(_("You speak for the company: this is the customers' word."))
        if _is_first_word(request, answer):
            answer = SAY[word](answer=answer)
    except CannotGiveFeedback as problem:
        return _answer(request, answer, status=422, problem=str(problem))
    return _answer(request, answer, said=word)


def _is_first_word(request: HttpRequest, answer: Answer) -> bool:
    if is_robot(request.headers.get("User-Agent", "")):
        return False
    user = request.user
    who = f"member-{user.pk}" if user.is_authenticated else visitor(request)
    try:
        count("feedback-answer", f"{who}-{answer.pk}")
    except TooOften:
        return False
    return True


def _answer(
    request: HttpRequest, answer: Answer, *, status: int = 200, **context: Any
) -> HttpResponse:
    """In place, or on the page of the thread, whose address then says it: there is no session."""
    if wants_fragment(request):
        context |= {"post": answer, "is_asked": True, "question": answer.question}
        return render(request, "community/_feedback.html", context, status=status)
    thread = answer.question.get_absolute_url()
    said = f"&said={context['said']}" if "said" in context else ""
    return redirect(f"{thread}?answer={answer.pk}{said}#answer-{answer.pk}")
