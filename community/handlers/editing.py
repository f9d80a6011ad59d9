"""Who is told when a text is changed, or somebody would like to change it."""

from accounts.notifications.actions import notify
from community.events import EditDecided, EditProposed, PostEditedByOther
from community.models import EditProposal, Revision
from config.events.bus import handles


@handles(EditProposed)
def tell_author_of_proposal(event: EditProposed) -> None:
    proposals = EditProposal.objects.open().for_listing()
    proposal = proposals.filter(pk=event.proposal_id).first()
    if proposal is not None:
        notify(
            user_ids=[proposal.post.author_id],
            kind="edit-proposed",
            subject_id=proposal.pk,
            key=f"edit-proposed:{proposal.pk}",
        )


@handles(EditDecided)
def tell_who_proposed(event: EditDecided) -> None:
    """Not of what he decided himself."""
    proposal = EditProposal.objects.get(pk=event.proposal_id)
    if proposal.decided_by_id != proposal.proposed_by_id:
        notify(
            user_ids=[proposal.proposed_by_id],
            kind="edit-decided",
            subject_id=proposal.pk,
            key=f"edit-decided:{proposal.pk}",
        )


@handles(PostEditedByOther)
def tell_author_of_edit(event: PostEditedByOther) -> None:
    revision = Revision.objects.with_post().get(pk=event.revision_id)
    if revision.editor_id != revision.post.author_id:
        notify(
            user_ids=[revision.post.author_id],
            kind="post-edited",
            subject_id=revision.pk,
            key=f"post-edited:{revision.pk}",
        )
