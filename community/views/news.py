"""New posts while reading: a question asked by every open page, so it has to be cheap."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import conditional_page, require_safe

from accounts.access import public
from community.decided import decided_about
from community.models import Question
from community.threads import newest_answers
from config.reader_pages import for_readers
from config.text import number_in

# So many are shown at once; who stayed away for longer loads the page anew.
MOST_SHOWN = 30


@public
@conditional_page
@for_readers
@require_safe
def news(request: HttpRequest, question_id: int) -> HttpResponse:
    """How many answers came since the reader saw `since` of them; with `show`, the answers.

    Empty where nothing came. One query for the first, and none for a reader who is not signed in
    and asks what another just asked; `If-None-Match` gets 304 for what has not changed.
    """
    seen = number_in(request.GET.get("since", ""), most_digits=9) or 0
    if "show" in request.GET:
        return _show(request, question_id, seen)
    questions = Question.objects.visible_to(request.user)
    question = get_object_or_404(questions.only("answer_count"), pk=question_id)
    count = max(question.answer_count - seen, 0)
    context = {"count": count, "answer_count": question.answer_count}
    return render(request, "community/_news.html", context)


def _show(request: HttpRequest, question_id: int, seen: int) -> HttpResponse:
    questions = Question.objects.visible_to(request.user).for_page(request.user)
    question = get_object_or_404(questions, pk=question_id)
    count = min(max(question.answer_count - seen, 0), MOST_SHOWN)
    answers = newest_answers(question, viewer=request.user, count=count)
    context = {
        "question": question,
        "answers": answers,
        "decided": decided_about(question, request.user),
    }
    return render(request, "community/_new_answers.html", context)
