from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from accounts.access import public
from community.models import Question
from community.policies import closing
from config.http import render_page
from config.limits import TooOften, count, visitor
from config.reader_pages import for_readers
from knowledge.search.engine import Kind
from knowledge.search.finding import Finds
from knowledge.search.finding import related as related_to

ONLY: dict[str, tuple[str, ...]] = {"questions": (Kind.QUESTION,)}


@public
@for_readers
@require_safe
def related(request: HttpRequest, question_id: int) -> HttpResponse:
    """What resembles a question: a card beside it, and a page of its own without a script.

    With `?only=questions` among the questions, for who looks for the same one.
    """
    question = get_object_or_404(Question.objects.visible_to(request.user), pk=question_id)
    kinds = ONLY.get(request.GET.get("only", ""), ())
    try:
        count("suggest", visitor(request))
    except TooOften:
        response = _page(request, question, Finds(), kinds)
        response["Cache-Control"] = "no-store"  # his limit is nobody else's
        return response
    return _page(request, question, related_to(question, viewer=request.user, kinds=kinds), kinds)


def _page(
    request: HttpRequest, question: Question, finds: Finds, kinds: tuple[str, ...]
) -> HttpResponse:
    may_propose = closing.can_propose_duplicate(request.user, question)
    return render_page(
        request,
        "knowledge/related.html",
        {
            "question": question,
            "finds": finds,
            "kinds": kinds,
            "may_propose": may_propose and question.closed_at is None,
        },
        fragment="knowledge/_related.html",
    )
