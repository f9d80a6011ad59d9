"""The author hears what was decided about his post, never who reported it."""

from accounts.notifications.actions import notify
from community.events import PostDecided, PostHidden, PostRestored
from community.models import Decision
from config.events.bus import handles
from config.reader_pages import forget_everywhere

TOLD = {Decision.Act.HIDE, Decision.Act.RESTORE}


@handles(PostDecided)
def tell_author_of_decision(event: PostDecided) -> None:
    decision = Decision.objects.select_related("question", "answer", "comment").get(
        pk=event.decision_id
    )
    if decision.act in TOLD and decision.post.author_id != decision.by_id:
        notify(
            user_ids=[decision.post.author_id],
            kind="post-decided",
            subject_id=decision.pk,
            key=f"decision:{decision.pk}",
        )


@handles(PostHidden)
def forget_pages_with_hidden_text(event: PostHidden) -> None:
    """In this process and all others of the host (A-CA-06)."""
    forget_everywhere()


@handles(PostRestored)
def forget_pages_without_restored_text(event: PostRestored) -> None:
    forget_everywhere()
