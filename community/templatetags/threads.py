"""What an answer says, drawn once where there are no notes about it."""

from dataclasses import dataclass
from datetime import datetime

from django import template
from django.template.loader import get_template
from django.utils.safestring import SafeString

from accounts.templatetags.people import identity, speaker
from community.models import Answer
from community.plain_posts import plain_thread
from community.templatetags.commenting import comments_beneath
from community.templatetags.post_actions import post_actions
from community.threads.standing import PLAIN
from config.drawing import drawn

register = template.Library()
_TEXT = "community/_answer_text.html"
# Longer ones would fill the memory of what is drawn once; they are few.
LONGEST_KEPT = 10_000


@dataclass(frozen=True)
class _PlainAnswer:
    pk: int
    body_html: str
    created_at: datetime
    article_url: str


@register.simple_tag(takes_context=True)
def read_answer(context: template.Context, answer: Answer) -> SafeString:
    """A plain answer for a reader who is not signed in: nothing there depends on him."""
    return drawn(
        "community/_answer_read.html",
        answer_id=answer.pk,
        is_staff=answer.affiliation_id is not None,
        score=answer.score,
        text=answer_text(context, answer),
        actions=post_actions(context, answer),
        comments=comments_beneath(context, answer) if answer.discussion.comments else "",  # type: ignore[attr-defined]
    )


@register.filter
def is_plain(answer: Answer) -> bool:
    """Is nothing said of it, can everybody read it, and is it short enough to be kept?"""
    standing = answer.standing  # type: ignore[attr-defined]
    return standing == PLAIN and _is_kept(answer)


@register.simple_tag(takes_context=True)
def answer_text(context: template.Context, answer: Answer) -> SafeString:
    """Who says it, how it stands, and the text that counts."""
    above = {"identity": identity(context, answer), "marks": _marks(context, answer)}
    if not _is_kept(answer):
        with context.push(answer=answer, **above):
            return get_template(_TEXT).template.render(context)  # type: ignore[attr-defined]
    return drawn(
        _TEXT,
        answer=_PlainAnswer(answer.pk, answer.body_html, answer.created_at, answer.article_url),
        question=plain_thread(context["question"]),
        **above,
    )


def _marks(context: template.Context, answer: Answer) -> str:
    standing = answer.standing  # type: ignore[attr-defined]
    if not (standing.is_solution or standing.is_confirmed):
        return ""
    return drawn(
        "community/_answer_marks.html",
        asker=speaker(answer.question) if standing.is_solution else "",
        confirmed_by=context["community"]["company"] if standing.is_confirmed else "",
    )


def _is_kept(answer: Answer) -> bool:
    return not _has_notes(answer) and len(answer.body_html) <= LONGEST_KEPT


def _has_notes(answer: Answer) -> bool:
    """Is there more to say of it: signed, edited, moved, hidden, or with links that wait?"""
    return bool(
        answer.standing.mark  # type: ignore[attr-defined]
        or answer.edited_at
        or answer.moved_from_id
        or answer.hidden_at
        or answer.links_held_at
    )
