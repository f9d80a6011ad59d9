"""Who hears of a decision about a question: its asker, unless he decided himself."""

from accounts.notifications.actions import notify
from community.events import DuplicateProposed, PostDecided
from community.models import Decision, DuplicateProposal
from config.events.bus import handles

Act = Decision.Act
TOLD = {Act.CLOSE, Act.REOPEN, Act.LOCK, Act.UNLOCK, Act.ASK_DETAILS, Act.MERGE, Act.KIND}


@handles(PostDecided)
def tell_asker_of_decision(event: PostDecided) -> None:
    """Also where the next decision undid it: he reads both."""
    decisions = Decision.objects.filter(pk=event.decision_id, act__in=TOLD)
    decision = decisions.select_related("question").first()
    if decision is None or decision.question is None:
        return
    if decision.by_id == decision.question.author_id:
        return
    notify(
        user_ids=[decision.question.author_id],
        kind="decided",
        subject_id=decision.pk,
        key=f"decided:{decision.pk}",
    )


@handles(DuplicateProposed)
def tell_asker_of_proposal(event: DuplicateProposed) -> None:
    """The original may help him before anybody has decided."""
    proposals = DuplicateProposal.objects.filter(pk=event.proposal_id).select_related("question")
    proposal = proposals.first()
    if proposal is None or proposal.proposed_by_id == proposal.question.author_id:
        return
    notify(
        user_ids=[proposal.question.author_id],
        kind="duplicate-proposed",
        subject_id=proposal.pk,
        key=f"duplicate-proposed:{proposal.pk}",
    )
