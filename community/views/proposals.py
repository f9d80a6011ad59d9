"""Suggested edits: for the author, for who made them, and for the community's queue."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.access import MemberRequest, members_only
from accounts.privileges import Privilege, holds
from community.actions.editing import CannotEdit
from community.actions.proposals import (
    CannotDecideProposal,
    decline_proposal,
    take_proposal,
    withdraw_proposal,
)
from community.actions.wording import Wording
from community.markup import TooComplex
from community.models import EditProposal, Revision
from community.policies.closing import can_decide_duplicates
from community.policies.editing import can_decide_proposal, can_read_proposal
from community.views.changes import change_between
from community.views.posts import question_of
from config.errors import too_often
from config.limits import TooOften, count_member
from config.paging import keyset_page

LISTED_OF_OWN = 20


@members_only
@require_safe
def proposals(request: MemberRequest) -> HttpResponse:
    """What waits for me, what I suggested, and the queue for who has earned it."""
    readable = EditProposal.objects.visible_to(request.user).for_listing()
    to_me = readable.open().written_by(request.user).order_by("-id")[:LISTED_OF_OWN]
    by_me = readable.filter(proposed_by=request.user).order_by("-id")[:LISTED_OF_OWN]
    context: dict[str, Any] = {"to_me": to_me, "by_me": by_me}
    context["decides_duplicates"] = can_decide_duplicates(request.user)
    context["has_queue"] = holds(request.user, Privilege.QUEUES)
    if context["has_queue"]:
        waiting = readable.for_the_queue(timezone.now()).exclude(proposed_by=request.user)
        context["page"] = keyset_page(waiting, request.GET)
    return render(request, "community/proposals.html", context)


@members_only
@require_safe
def proposal(request: MemberRequest, proposal_id: int) -> HttpResponse:
    found = _readable(request, proposal_id)
    context = {
        "proposal": found,
        "post": found.post,
        "history_url": reverse(
            f"community:{found.post._meta.model_name}-history", args=[found.post.pk]
        ),
        "question": question_of(found.post),
        "change": _change(found),
        "may_decide": found.is_open and can_decide_proposal(request.user, found, timezone.now()),
        "may_withdraw": found.is_open and found.proposed_by_id == request.user.pk,
    }
    return render(request, "community/proposal.html", context)


@members_only
@require_POST
def take(request: MemberRequest, proposal_id: int) -> HttpResponse:
    done = _("Taken. The post now says it so; the history shows who suggested it.")
    return _decide(request, proposal_id, take_proposal, done)


@members_only
@require_POST
def decline(request: MemberRequest, proposal_id: int) -> HttpResponse:
    return _decide(request, proposal_id, decline_proposal, _("Declined. The post stays as it is."))


@members_only
@require_POST
def withdraw(request: MemberRequest, proposal_id: int) -> HttpResponse:
    return _decide(request, proposal_id, withdraw_proposal, _("Your suggestion is taken back."))


def _decide(
    request: MemberRequest, proposal_id: int, act: Callable[..., EditProposal], done: str
) -> HttpResponse:
    """The action refuses whoever may read it but not decide."""
    found = _readable(request, proposal_id)
    try:
        count_member("decide-edit", request.user)
        act(proposal=found, by=request.user)
    except (CannotDecideProposal, CannotEdit, TooComplex) as problem:
        messages.error(request, str(problem))
    except TooOften as limit:
        return too_often(request, limit.seconds)
    else:
        messages.success(request, done)
    return redirect("community:proposal", proposal_id)


def _readable(request: MemberRequest, proposal_id: int) -> EditProposal:
    visible = EditProposal.objects.visible_to(request.user).for_listing()
    found = get_object_or_404(visible, pk=proposal_id)
    if not can_read_proposal(request.user, found, timezone.now()):
        return get_object_or_404(EditProposal.objects.none())
    return found


def _change(found: EditProposal):
    """Against what its maker saw: a taken one is the post's text by now."""
    seen = Revision.objects.of(found.post).filter(number=found.version).first()
    before = Wording.kept_in(seen) if seen else Wording.of(found.post)
    return change_between(before.canonical(), Wording.kept_in(found).canonical())
