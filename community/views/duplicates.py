"""Pointing out that a question was asked before, and the queue of those who decide about it."""

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import MemberRequest, members_only
from accounts.privileges import Privilege, how_far
from community import policies
from community.actions.deciding import CannotDecide
from community.actions.duplicates import decide_duplicate, propose_duplicate
from community.models import DuplicateProposal, Question
from community.policies import closing
from community.views.pairs import chosen, question_to_pair
from config.limits import TooOften, count_member
from config.paging import keyset_page

VERDICTS = {"same": True, "different": False}


@members_only
@require_http_methods(["GET", "HEAD", "POST"])
def propose(request: MemberRequest, question_id: int) -> HttpResponse:
    """First the other question, then the button that proposes it."""
    question = question_to_pair(request, question_id)
    if not closing.can_propose_duplicate(request.user, question):
        return _missing(request, Privilege.PROPOSE_DUPLICATE, question.get_absolute_url())
    choice = chosen(request, question)
    other = choice.other if request.method == "POST" else None
    if other and _was_proposed(request, question, other):
        messages.success(request, _("Thank you. Somebody looks at it soon."))
        return redirect(question)
    status = 422 if request.method == "POST" else 200
    context = {"question": question, "choice": choice}
    return render(request, "community/duplicate_propose.html", context, status=status)


def _was_proposed(request: MemberRequest, question: Question, other: Question) -> bool:
    try:
        count_member("propose-duplicate", request.user)
        propose_duplicate(question=question, original=other, by=request.user)
    except CannotDecide as problem:
        messages.error(request, str(problem))
    except TooOften:
        messages.error(request, _("You have proposed a lot today. Please come back tomorrow."))
    else:
        return True
    return False


@members_only
@require_safe
def duplicates(request: MemberRequest) -> HttpResponse:
    """What waits for a decision, the oldest last."""
    if not closing.can_decide_duplicates(request.user):
        return _missing(request, Privilege.QUEUES, reverse("community:question-list"))
    waiting = DuplicateProposal.objects.open().visible_to(request.user)
    page = keyset_page(waiting.for_listing(), request.GET)
    return render(request, "community/duplicates.html", {"page": page})


@members_only
@require_POST
def decide(request: MemberRequest, proposal_id: int) -> HttpResponse:
    policies.require(closing.can_decide_duplicates(request.user))
    proposals = DuplicateProposal.objects.visible_to(request.user)
    proposal = get_object_or_404(proposals, pk=proposal_id)
    is_taken = VERDICTS.get(request.POST.get("verdict", ""))
    if is_taken is None:
        raise BadRequest("no such verdict")
    try:
        count_member("decide", request.user)
        decide_duplicate(proposal=proposal, by=request.user, is_taken=is_taken)
    except CannotDecide as problem:
        messages.error(request, str(problem))
    except TooOften:
        messages.error(request, _("You have decided a lot in a short time. Please wait a little."))
    else:
        messages.success(request, _said(is_taken=is_taken))
    return redirect("community:duplicates")


def _said(*, is_taken: bool) -> str:
    if is_taken:
        return _("Closed as asked before. It now leads to the original.")
    return _("Noted: the two are not the same.")


def _missing(request: MemberRequest, privilege: Privilege, back: str) -> HttpResponse:
    context = {"distance": how_far(request.user, privilege), "back": back}
    return render(request, "accounts/privilege_missing.html", context, status=403)
