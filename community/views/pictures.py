from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from accounts.access import public
from community.link_cards import draw_card
from community.models import Question
from config.errors import too_often
from config.limits import TooOften, count, visitor
from config.reader_pages import for_readers


@public
@for_readers
@require_safe
def question_picture(request: HttpRequest, question_id: int) -> HttpResponse:
    """What other sites show of a link to the question. Drawing takes some 20 ms: it is limited."""
    question = get_object_or_404(Question.objects.visible_to(request.user), pk=question_id)
    try:
        count("link-card", visitor(request))
    except TooOften as limit:
        return too_often(request, limit.seconds)
    picture = draw_card(
        question.title, community=str(settings.COMMUNITY["name"]), beneath=_beneath(question)
    )
    return HttpResponse(picture, content_type="image/png")


def _beneath(question: Question) -> str:
    if not question.answer_count:
        return _("Waits for an answer")
    answers = ngettext("%(count)s answer", "%(count)s answers", question.answer_count) % {
        "count": question.answer_count
    }
    return f"{answers} · {_('Solved')}" if question.is_solved else answers
