"""How a proposal ends."""

from datetime import datetime

from accounts.models import User
from community.events import EditDecided
from community.models import Answer, Comment, EditProposal, Question
from config.events.bus import record


def end_proposal(
    proposal: EditProposal, state: EditProposal.State, *, by: User | None, at: datetime
) -> EditProposal:
    """Write down what became of it; call it in the transaction that decided."""
    proposal.state, proposal.decided_by, proposal.decided_at = state, by, at
    proposal.save(update_fields=["state", "decided_by", "decided_at"])
    record(EditDecided(proposal.pk), actor=by)
    return proposal


def end_outdated_proposals(post: Question | Answer | Comment, *, at: datetime) -> None:
    """The text they were made for is no longer there."""
    for proposal in EditProposal.objects.of(post).open().order_by("pk"):
        end_proposal(proposal, EditProposal.State.OUTDATED, by=None, at=at)
