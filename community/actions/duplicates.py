"""Pointing out that a question was asked before, and deciding about it."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.privileges import Privilege, require_privilege
from community.actions.closing import close_as_duplicate, lock_with_original
from community.actions.deciding import CannotDecide, locked_questions, refuse_hidden, refuse_unless
from community.events import DuplicateProposed
from community.models import DuplicateProposal, Question
from community.policies import closing as policies
from config.events.bus import record

State = DuplicateProposal.State


class CannotPropose(CannotDecide):
    pass


class CannotDecideDuplicate(CannotDecide):
    pass


@transaction.atomic
def propose_duplicate(
    *, question: Question, original: Question, by: User, now: datetime | None = None
) -> DuplicateProposal:
    """Say that `question` was asked before as `original`; the same pair waits once.

    Raises PrivilegeMissing for who has not earned it, CannotPropose for a pair that cannot be one
    or was declined before.
    """
    if not policies.can_propose_duplicate(by, question):
        require_privilege(by, Privilege.PROPOSE_DUPLICATE)
    rows = locked_questions({question.pk, original.pk})
    question, original = rows[question.pk], rows[original.pk]
    _check_pair(question, original)
    pair = DuplicateProposal.objects.filter(question=question, original=original)
    waiting = pair.filter(state=State.OPEN).first()
    if waiting is not None:
        return waiting
    if pair.filter(state=State.DECLINED).exists():
        raise CannotPropose(_("Somebody looked at this before: the two are not the same."))
    proposal = DuplicateProposal.objects.create(
        question=question, original=original, proposed_by=by, created_at=now or timezone.now()
    )
    record(DuplicateProposed(proposal.pk), actor=by)
    return proposal


@transaction.atomic
def decide_duplicate(
    *, proposal: DuplicateProposal, by: User, is_taken: bool, now: datetime | None = None
) -> DuplicateProposal:
    """Close the question as a duplicate, or say that it is none.

    Raises CannotDecideDuplicate for who proposed it himself without holding a role, and where
    somebody was quicker.
    """
    at = now or timezone.now()
    question, target = _locked(proposal, is_taken=is_taken)
    proposal = DuplicateProposal.objects.select_for_update(no_key=True).get(pk=proposal.pk)
    _check_decider(proposal, question, by)
    if target is not None:
        close_as_duplicate(question=question, target=target, by=by, at=at)
    proposal.state = State.TAKEN if is_taken else State.DECLINED
    proposal.decided_by, proposal.decided_at = by, at
    proposal.save(update_fields=["state", "decided_by", "decided_at"])
    return proposal


def _locked(proposal: DuplicateProposal, *, is_taken: bool) -> tuple[Question, Question | None]:
    """The question and, if it is to lead there, what the original is or leads to; all that is
    locked is locked at once."""
    if is_taken:
        return lock_with_original(proposal.question, proposal.original)
    return locked_questions({proposal.question_id})[proposal.question_id], None


def _check_decider(proposal: DuplicateProposal, question: Question, by: User) -> None:
    refuse_unless(policies.can_decide_duplicate(by, question))
    if proposal.state != State.OPEN:
        raise CannotDecideDuplicate(_("Somebody decided this already."))
    if proposal.proposed_by_id == by.pk and not policies.is_staff(by):
        raise CannotDecideDuplicate(_("You proposed this yourself: somebody else has to decide."))


def _check_pair(question: Question, original: Question) -> None:
    refuse_hidden(question)
    if question.pk == original.pk:
        raise CannotPropose(_("That is this question itself. Please choose another one."))
    if question.closed_at:
        raise CannotPropose(_("This question is closed already."))
    if original.hidden_at:
        raise CannotPropose(_("Not everybody can read that question. Please choose another one."))
    if original.duplicate_of_id == question.pk:
        raise CannotPropose(_("That question leads to this one."))
