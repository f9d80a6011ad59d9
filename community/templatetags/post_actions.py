"""What one can do with a post, drawn once for all readers who can do the same."""

from dataclasses import dataclass
from datetime import datetime

from django import template
from django.urls import reverse
from django.utils.safestring import SafeString

from community.decided import Rights
from community.models import Answer, Question
from config.drawing import drawn

register = template.Library()


@dataclass(frozen=True)
class _Thread:
    pk: int
    slug: str
    hidden_at: datetime | None
    closed_at: datetime | None
    locked_at: datetime | None


@dataclass(frozen=True)
class _Post:
    kind: str
    pk: int
    author_id: int
    hidden_as: str
    edited_at: datetime | None
    thread: _Thread

    def get_absolute_url(self) -> str:
        address = reverse("community:question", args=[self.thread.pk, self.thread.slug])
        return (
            address if self.kind == "question" else f"{address}?answer={self.pk}#answer-{self.pk}"
        )


@dataclass(frozen=True)
class _Reader:
    """Who has written the post, or somebody else; `pk` is that of its author or none."""

    pk: int | None
    is_authenticated: bool
    is_moderator: bool


@dataclass(frozen=True)
class _Decided:
    rights: Rights


@register.simple_tag(takes_context=True)
def post_actions(context: template.Context, post: Question | Answer) -> SafeString:
    """The common at once, the rest behind “More”."""
    user, question = context["user"], context["question"]
    kind = post._meta.model_name or ""
    thread = _Thread(
        question.pk, question.slug, question.hidden_at, question.closed_at, question.locked_at
    )
    return drawn(
        "community/_post_actions.html",
        post=_Post(kind, post.pk, post.author_id, post.hidden_as, post.edited_at, thread),
        kind=kind,
        question=thread,
        user=_reader(user, post),
        decided=_Decided(context["decided"].rights) if kind == "question" else None,
    )


def _reader(user, post: Question | Answer) -> _Reader:
    is_member = user.is_authenticated
    return _Reader(
        post.author_id if is_member and user.pk == post.author_id else None,
        is_member,
        is_member and user.is_moderator,
    )
