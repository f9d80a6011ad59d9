"""What one can do with a post, drawn once for all readers who can do the same."""

from dataclasses import dataclass

from django import template
from django.utils.safestring import SafeString

from community.decided import Rights
from community.models import Answer, Question
from community.plain_posts import plain_post, plain_reader, plain_thread
from config.drawing import drawn

register = template.Library()


@dataclass(frozen=True)
class _Decided:
    rights: Rights


@register.simple_tag(takes_context=True)
def post_actions(context: template.Context, post: Question | Answer) -> SafeString:
    """The common at once, the rest behind “More”."""
    thread = plain_thread(context["question"])
    shown = plain_post(post, thread)
    return drawn(
        "community/_post_actions.html",
        post=shown,
        kind=shown.kind,
        question=thread,
        user=plain_reader(context["user"], post),
        **_of_question(context) if shown.kind == "question" else {},
    )


def _of_question(context: template.Context) -> dict:
    return {
        "decided": _Decided(context["decided"].rights),
        "share": f"{context['canonical_base']}{context['thread'].canonical_path}",
    }
