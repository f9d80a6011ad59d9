"""Loading one post of whatever kind, as far as somebody may see it."""

from django.db.models import QuerySet
from django.http import Http404

from accounts.models import User
from community.models import Answer, Comment, Question
from community.withheld import KINDS

Post = Question | Answer | Comment


def readable_post(kind: str, post_id: int, *, viewer) -> Post:
    """With its author and its question; Http404 for what `viewer` may not see."""
    return _one(kind, _all(kind).visible_to(viewer), post_id)  # type: ignore[attr-defined]


def own_post(kind: str, post_id: int, *, owner: User) -> Post:
    """One's own, also while one has deleted it; Http404 for everything else."""
    return _one(kind, _all(kind).filter(author=owner), post_id)


def question_of(post: Post) -> Question:
    return post if isinstance(post, Question) else post.question


def _all(kind: str) -> QuerySet:
    if kind not in KINDS:
        raise Http404("no such kind of post")
    return KINDS[kind]._default_manager.all()


def _one(kind: str, rows: QuerySet, post_id: int) -> Post:
    rows = rows.select_related("author", "affiliation__organisation")
    if kind != "question":
        rows = rows.select_related("question")
    found = rows.filter(pk=post_id).first()
    if found is None:
        raise Http404("no such post")
    return found
