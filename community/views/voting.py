from typing import Any

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.access import MemberRequest, members_only
from accounts.models import User
from accounts.privileges import PrivilegeMissing
from community import policies
from community.actions.votes import CannotVote, vote_answer
from community.forms.voting import VoteForm
from community.models import Answer
from community.plain_viewers import PlainViewer, id_of, shape_of
from config.errors import too_often
from config.http import wants_fragment
from config.limits import TooOften, count_member, forgive_member
from config.prepared_rows import PreparedRows


@members_only
@require_POST
def vote(request: MemberRequest, answer_id: int) -> HttpResponse:
    """Once somebody says “not useful” he is asked why; he may leave it at that."""
    found = _readable_answer(request.user, answer_id)
    policies.require(policies.can_vote(request.user, found))
    form = VoteForm(request.POST)
    if not form.is_valid():
        raise BadRequest("no such vote")
    word = form.cleaned_data
    scope = _scope(found, word)
    try:
        count_member(scope, request.user)
        voted = vote_answer(answer=found, by=request.user, **word)
        if scope != "vote-reason" or word["reason"]:
            found.my_reason = word["reason"]
        found.score, found.my_vote = voted.score, word["value"]
    except PrivilegeMissing as missing:
        forgive_member(scope, request.user)
        return _render_missing(request, found, missing)
    except CannotVote as problem:
        messages.error(request, str(problem))
    except TooOften as limit:
        if wants_fragment(request):
            return too_often(request, limit.seconds)
        messages.error(request, _("You have voted a lot today. Please come back tomorrow."))
    if not wants_fragment(request):
        return redirect(found)
    return _render(request, found, asks_why=not word["reason"], is_noted=bool(word["reason"]))


def _readable_answer(viewer: User, answer_id: int) -> Any:
    found = _answers(*shape_of(viewer), answer_id=answer_id, **id_of(viewer))
    if not found:
        raise Http404("no such answer")
    return found[0]


@PreparedRows
def _answers(is_member: bool, is_moderator: bool, *, answer_id: int, viewer_id: int | None = None):
    """With the viewer's vote."""
    viewer = PlainViewer(is_member, is_moderator, viewer_id)
    readable = Answer.objects.visible_to(viewer).with_vote_of(viewer)
    return readable.filter(pk=answer_id).select_related("question")


def _scope(answer: Answer, word: dict[str, Any]) -> str:
    """Saying why is no change of mind."""
    if not answer.my_vote:  # type: ignore[attr-defined]
        return "vote"
    is_same = answer.my_vote == word["value"]  # type: ignore[attr-defined]
    return "vote-reason" if is_same else "vote-change"


def _render_missing(
    request: MemberRequest, answer: Answer, missing: PrivilegeMissing
) -> HttpResponse:
    """What voting takes, on a page of its own or beside the buttons, which stay as they were."""
    if wants_fragment(request):
        return _render(request, answer, status=422, distance=missing.distance)
    context = {"distance": missing.distance, "back": answer.get_absolute_url()}
    return render(request, "accounts/privilege_missing.html", context, status=403)


def _render(
    request: MemberRequest, answer: Answer, *, status: int = 200, **context: Any
) -> HttpResponse:
    context |= {"answer": answer, "vote": answer.my_vote}  # type: ignore[attr-defined]
    return render(request, "community/_votes.html", context, status=status)
