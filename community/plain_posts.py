"""Posts, their thread and their reader as plain values: all that parts of a page depend on which
are drawn once (`config.drawing`)."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from community.models import Question
from community.models.post import Post


@dataclass(frozen=True)
class PlainThread:
    pk: int
    slug: str
    language: str
    hidden_at: datetime | None
    closed_at: datetime | None
    locked_at: datetime | None


@dataclass(frozen=True)
class PlainPost:
    kind: str
    pk: int
    author_id: int
    affiliation_id: int | None
    created_at: datetime
    edited_at: datetime | None
    hidden_at: datetime | None
    hidden_as: str
    links_held_at: datetime | None
    thread: PlainThread

    def get_absolute_url(self) -> str:
        address = reverse("community:question", args=[self.thread.pk, self.thread.slug])
        place = f"?{self.kind}={self.pk}#{self.kind}-{self.pk}"
        return address if self.kind == "question" else f"{address}{place}"

    def get_hidden_as_display(self) -> str:
        return str(Post.Hidden(self.hidden_as).label) if self.hidden_as else ""


@dataclass(frozen=True)
class PlainReader:
    """Who has written the post, or somebody else; `pk` is that of its author or none."""

    pk: int | None
    is_authenticated: bool
    is_moderator: bool


def plain_thread(question: Question) -> PlainThread:
    return PlainThread(
        question.pk,
        question.slug,
        question.language,
        question.hidden_at,
        question.closed_at,
        question.locked_at,
    )


def plain_post(post: Post, thread: PlainThread) -> PlainPost:
    return PlainPost(
        kind=post._meta.model_name or "",
        pk=post.pk,
        author_id=post.author_id,
        affiliation_id=post.affiliation_id,
        created_at=post.created_at,
        edited_at=post.edited_at,
        hidden_at=post.hidden_at,
        hidden_as=post.hidden_as,
        links_held_at=post.links_held_at,
        thread=thread,
    )


def plain_reader(user, post: Post) -> PlainReader:
    is_member = user.is_authenticated
    return PlainReader(
        post.author_id if is_member and user.pk == post.author_id else None,
        is_member,
        is_member and user.is_moderator,
    )
