"""A better wording for the text of somebody else: made, taken, declined, withdrawn."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from accounts.privileges import Privilege, require_privilege
from community.actions.editing import (
    CannotEdit,
    EditConflict,
    apply_edit,
    lock_for_edit,
    require_writable,
)
from community.actions.posting import affiliation_to_post_under
from community.actions.proposal_ends import end_proposal
from community.actions.tagging import names_to_wear
from community.actions.wording import Wording
from community.events import EditProposed
from community.markup import render
from community.models import Answer, Comment, EditProposal, Question
from community.models.about import about
from community.policies.editing import can_decide_proposal
from config.events.bus import record

P = TypeVar("P", bound=Question | Answer | Comment)
State = EditProposal.State
OUTDATED = gettext_lazy("The post was changed meanwhile: this no longer fits.")


class CannotDecideProposal(Exception):
    """The message is meant for the member who tried."""


@transaction.atomic
def propose_edit(
    *,
    post: P,
    by: User,
    version: int,
    body: str,
    title: str = "",
    tags: Iterable[str] | None = None,
    reason: str = "",
    submission: UUID | None = None,
    now: datetime | None = None,
) -> EditProposal:
    """Offer the author of `post` another wording of `version`. A later one replaces one's former.

    `submission` is the form's key: the same one gives the same proposal. Raises EditConflict if
    the post was changed since, CannotEdit for one's own post, one that takes no edits and a
    proposal that changes nothing, MustDeclare, PrivilegeMissing and TooComplex.
    """
    post = lock_for_edit(post)
    sent = EditProposal.objects.filter(proposed_by=by, submission=submission)
    if submission is not None and (made := sent.first()):
        return made
    _require_may_propose(post, by)
    affiliation = affiliation_to_post_under(by)
    if post.version != version:
        raise EditConflict(post)
    wording = _wording(post, title, body, tags)
    at = now or timezone.now()
    _withdraw_former(post, by, at)
    proposal = EditProposal.objects.create(
        **about(post),
        **wording.as_columns(),
        version=version,
        reason=reason,
        proposed_by=by,
        affiliation=affiliation,
        submission=submission,
        created_at=at,
    )
    record(EditProposed(proposal.pk), actor=by)
    return proposal


@transaction.atomic
def take_proposal(*, proposal: EditProposal, by: User, now: datetime | None = None) -> EditProposal:
    """Make the proposed wording the post's; the revision names who proposed it.

    Calling it twice does no harm. Raises CannotDecideProposal for who may not, for one that was
    declined or withdrawn, and where the post was changed since; CannotEdit where it takes no
    edits.
    """
    proposal = _locked(proposal)
    at = now or timezone.now()
    _require_may_decide(proposal, by, at)
    if proposal.state == State.TAKEN:
        return proposal
    post = proposal.post
    _require_open(proposal)
    if post.version != proposal.version:
        raise CannotDecideProposal(OUTDATED)
    require_writable(post)
    end_proposal(proposal, State.TAKEN, by=by, at=at)
    apply_edit(
        post,
        _with_tags_to_wear(Wording.kept_in(proposal), proposal.proposed_by),
        by=proposal.proposed_by,
        affiliation=proposal.affiliation,
        reason=proposal.reason,
        taken_by=by,
        at=at,
    )
    return proposal


@transaction.atomic
def decline_proposal(
    *, proposal: EditProposal, by: User, now: datetime | None = None
) -> EditProposal:
    """The post stays as it is. Raises CannotDecideProposal for who may not decide it."""
    proposal = _locked(proposal)
    at = now or timezone.now()
    _require_may_decide(proposal, by, at)
    if proposal.state == State.DECLINED:
        return proposal
    _require_open(proposal)
    return end_proposal(proposal, State.DECLINED, by=by, at=at)


@transaction.atomic
def withdraw_proposal(
    *, proposal: EditProposal, by: User, now: datetime | None = None
) -> EditProposal:
    """Whoever made it takes it back. Raises CannotDecideProposal for anyone else."""
    proposal = _locked(proposal)
    if proposal.proposed_by_id != by.pk:
        raise CannotDecideProposal(_("Only who proposed it can take it back."))
    if proposal.state == State.WITHDRAWN:
        return proposal
    _require_open(proposal)
    return end_proposal(proposal, State.WITHDRAWN, by=by, at=now or timezone.now())


def _with_tags_to_wear(wording: Wording, by: User) -> Wording:
    return replace(wording, tags=tuple(names_to_wear(wording.tags, by=by)))


def _require_may_propose(post: Question | Answer | Comment, by: User) -> None:
    if by.pk == post.author_id:
        raise CannotEdit(_("This is your own post: you can change it directly."))
    require_writable(post)
    require_privilege(by, Privilege.PROPOSE_EDIT)


def _wording(
    post: Question | Answer | Comment, title: str, body: str, tags: Iterable[str] | None
) -> Wording:
    standing = Wording.of(post)
    kept_tags = standing.tags if tags is None else tuple(tags)
    wording = Wording(body, title, kept_tags, standing.product_id).canonical()
    if wording.reads_like(standing):
        raise CannotEdit(_("Nothing is different yet."))
    render(wording.body)  # what would cost too much is refused now, not when it is taken
    return wording


def _withdraw_former(post: Question | Answer | Comment, by: User, at: datetime) -> None:
    for former in EditProposal.objects.of(post).open().filter(proposed_by=by):
        end_proposal(former, State.WITHDRAWN, by=by, at=at)


def _locked(proposal: EditProposal) -> EditProposal:
    """With its post, both locked; the post first."""
    post = lock_for_edit(proposal.post)
    rows = EditProposal.objects.select_for_update(of=("self",), no_key=True)
    fresh = rows.select_related("proposed_by", "affiliation").get(pk=proposal.pk)
    setattr(fresh, post._meta.model_name or "", post)
    return fresh


def _require_may_decide(proposal: EditProposal, by: User, at: datetime) -> None:
    if not can_decide_proposal(by, proposal, at):
        raise CannotDecideProposal(_("You can't decide this proposal."))


def _require_open(proposal: EditProposal) -> None:
    if proposal.state == State.OUTDATED:
        raise CannotDecideProposal(OUTDATED)
    if proposal.state != State.OPEN:
        raise CannotDecideProposal(_("This proposal was decided or withdrawn already."))
