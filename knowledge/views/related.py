from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from accounts.access import public
from community.models import Question
from config.http import render_page
from config.limits import TooOften, count, visitor
from config.reader_pages import for_readers
from knowledge.search.finding import Finds
from knowledge.search.finding import related as related_to


@public
@for_readers
@require_safe
def related(request: HttpRequest, question_id: int) -> HttpResponse:
    """What resembles a question: a card beside it, and a page of its own without a script."""
    question = get_object_or_404(Question.objects.visible_to(request.user), pk=question_id)
    try:
        count("suggest", visitor(request))
        finds = related_to(question, viewer=request.user)
    except TooOften:
        finds = Finds()
    return render_page(
        request,
        "knowledge/related.html",
        {"question": question, "finds": finds},
        fragment="knowledge/_related.html",
    )
