"""Who is told of a comment, and of being spoken to; one notice for each post and person."""

from collections.abc import Iterable
from typing import Any

from accounts.actions.reputation import lock
from accounts.notifications.actions import notify
from community.events import CommentPosted, MembersMentioned, PostRestored
from community.models import Answer, Comment, Following, Mention, Question
from config.events.bus import handles

# Of those who took part in a long discussion, the last ones are told.
MOST_TALKERS = 100

_MODELS = {"question": Question, "answer": Answer, "comment": Comment}


@handles(CommentPosted)
def tell_of_comment(event: CommentPosted) -> None:
    _tell_of_comment(event.comment_id)


@handles(MembersMentioned)
def tell_mentioned_members(event: MembersMentioned) -> None:
    _tell_mentioned(event.kind, event.post_id, event.user_ids)


@handles(PostRestored)
def tell_of_what_was_held(event: PostRestored) -> None:
    """Whoever was told before is not told again."""
    people = Mention.objects.filter(**{event.kind: event.post_id})
    _tell_mentioned(event.kind, event.post_id, people.values_list("person", flat=True))


@handles(PostRestored)
def tell_of_comment_that_was_held(event: PostRestored) -> None:
    if event.kind == "comment":
        _tell_of_comment(event.post_id)


def _tell_of_comment(comment_id: int) -> None:
    """Whom it speaks to by name is told of that alone."""
    comments = Comment.objects.filter(pk=comment_id, hidden_at=None)
    comment = comments.select_related("question", "answer").first()
    if comment is None:
        return
    author_id = (comment.answer or comment.question).author_id
    left_out = {comment.author_id, *_mentioned_in(comment)}
    talkers = _talkers(comment)
    listening = lock(_listening({author_id, *talkers} - left_out, comment.question_id)).keys()
    key = _key("comment", comment_id)
    for kind, people in (("commented", {author_id}), ("commented-too", talkers)):
        notify(user_ids=listening & people, kind=kind, subject_id=comment_id, key=key)


def _talkers(comment: Comment) -> set[int]:
    """Who commented beneath the same post."""
    beneath = Comment.objects.filter(
        question=comment.question_id, answer=comment.answer_id, pk__lt=comment.pk, hidden_at=None
    )
    return set(beneath.order_by("-pk").values_list("author", flat=True)[:MOST_TALKERS])


def _mentioned_in(comment: Comment) -> Iterable[int]:
    return Mention.objects.filter(comment=comment).values_list("person", flat=True)


def _tell_mentioned(kind: str, post_id: int, user_ids: Iterable[int]) -> None:
    post: Any = _MODELS[kind]._base_manager.filter(pk=post_id, hidden_at=None).first()
    if post is None:
        return
    question_id = post_id if kind == "question" else post.question_id
    people = _listening(set(user_ids) - {post.author_id}, question_id)
    mentions = Mention.objects.filter(person__in=people, **{kind: post_id})
    for pk, person in mentions.order_by("person").values_list("pk", "person"):
        notify(user_ids=[person], kind="mentioned", subject_id=pk, key=_key(kind, post_id))


def _listening(people: set[int], question_id: int) -> set[int]:
    """Without those who muted the question."""
    muted = Following.objects.filter(
        question=question_id, person__in=people, muted_at__isnull=False
    )
    return people - set(muted.values_list("person", flat=True))


def _key(kind: str, post_id: int) -> str:
    """Shared by all that is told of a post: nobody gets two mails about one (A-ML-07)."""
    return f"answered:{post_id}" if kind == "answer" else f"{kind}:{post_id}"
