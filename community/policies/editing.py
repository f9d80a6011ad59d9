"""Who may change, propose, undo and delete a text. PRODUCT, section 1, “Privileges”."""

from datetime import datetime

from accounts.models import Affiliation, User
from accounts.privileges import Privilege, holds
from community.models import Answer, Comment, EditProposal, Question
from community.models.edit_proposal import AUTHOR_DECIDES_FOR
from community.policies.threads import is_customer

Post = Question | Answer | Comment


def is_own(user, post: Post) -> bool:
    return user.is_authenticated and user.is_active and user.pk == post.author_id


def can_edit(user, post: Post) -> bool:
    """His own post, or a customer's where he has earned it; at most two queries."""
    return is_own(user, post) or (
        can_be_edited_by_others(post) and holds(user, Privilege.EDIT_POSTS)
    )


def can_be_edited_by_others(post: Post) -> bool:
    """Nobody puts words into the mouth of who speaks for an organisation, now or then."""
    if post.affiliation_id is not None:
        return False
    return not Affiliation.objects.open().filter(user=post.author_id).exists()


def still_speaks_so(affiliation: Affiliation | None, post: Post) -> bool:
    """What was written for an organisation is changed by who still speaks for it alone;
    `affiliation` is the author's now, the post's must be loaded."""
    then = post.affiliation
    if then is None or is_customer(then):
        return True
    return affiliation is not None and affiliation.organisation_id == then.organisation_id


def can_propose_edit(user, post: Post) -> bool:
    return not is_own(user, post) and holds(user, Privilege.PROPOSE_EDIT)


def can_decide_proposal(user, proposal: EditProposal, now: datetime) -> bool:
    """The author, and the queue where he does not or cannot; the post must be loaded."""
    if user.pk == proposal.proposed_by_id or not (user.is_authenticated and user.is_active):
        return False
    if is_own(user, proposal.post):
        return True
    return (
        is_for_the_queue(proposal, now)
        and can_be_edited_by_others(proposal.post)
        and holds(user, Privilege.QUEUES)
    )


def is_for_the_queue(proposal: EditProposal, now: datetime) -> bool:
    """It waited long enough, or its author will never answer."""
    author: User = proposal.post.author
    is_away = not author.is_active or not author.email
    return is_away or proposal.created_at <= now - AUTHOR_DECIDES_FOR


def can_read_proposal(user, proposal: EditProposal, now: datetime) -> bool:
    if not user.is_authenticated:
        return False
    concerned = {proposal.proposed_by_id, proposal.post.author_id, proposal.decided_by_id}
    return user.pk in concerned or user.is_moderator or can_decide_proposal(user, proposal, now)
