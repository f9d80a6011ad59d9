"""From a thread straight into the knowledge base."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from accounts.access import MemberRequest, curators_only
from community.models import Answer
from knowledge.actions.promotion import CannotPromote, promote_answer


@curators_only
@require_POST
def promote(request: MemberRequest, answer_id: int) -> HttpResponse:
    answer = get_object_or_404(Answer.objects.visible_to(request.user), pk=answer_id)
    try:
        article = promote_answer(answer=answer, by=request.user)
    except CannotPromote as problem:
        messages.error(request, str(problem))
        return redirect("knowledge:curate")
    return redirect("knowledge:article-edit", article_id=article.pk)
