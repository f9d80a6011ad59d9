"""A decision about a post was written down: it goes into the record, and its author is told."""

from community.events import PostDecided
from community.models import Decision, Question
from community.models.post import Post
from config.audit.recording import record_act
from config.events.bus import record

Act = Decision.Act
_ON_RECORD = {
    Act.HIDE: "post-hidden",
    Act.RESTORE: "post-restored",
    Act.HOLD: "post-held",
    Act.CLOSE: "question-closed",
    Act.REOPEN: "question-reopened",
    Act.LOCK: "thread-locked",
    Act.UNLOCK: "thread-unlocked",
    Act.ASK_DETAILS: "details-asked",
    Act.DETAILS_GIVEN: "details-given",
    Act.MERGE: "questions-merged",
    Act.MASK: "post-masked",
    Act.KIND: "kind-changed",
    Act.REMOVE_IMAGE: "image-removed-from-post",
}


def announce_decision(decision: Decision) -> None:
    """Call it last in the transaction of the decision; the record knows the text it was about."""
    post = decision.post
    record_act(
        _ON_RECORD[Act(decision.act)],
        by=decision.by,
        subject=f"{post._meta.model_name}-{post.pk}",
        revision=post.version,
        after=text_of(post),
        why=": ".join(filter(None, [decision.reason, decision.explanation])),
    )
    record(PostDecided(decision.pk), actor=decision.by)


def text_of(post: Post) -> str:
    """All that it says."""
    return f"{post.title}\n\n{post.body}" if isinstance(post, Question) else post.body
