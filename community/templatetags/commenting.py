from collections.abc import Iterator

from django import template
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from accounts.templatetags.people import described
from community.discussions import Discussion, Fold
from community.models import Answer, Comment, Question, Vote
from community.plain_posts import plain_post, plain_reader, plain_thread
from community.policies import closing
from config.drawing import drawn

register = template.Library()


@register.simple_tag(takes_context=True)
def comments_beneath(context: template.Context, post: Question | Answer) -> SafeString:
    """What stands beneath a post, and the place where a new comment is written."""
    return drawn(
        "community/_comments.html",
        kind=post._meta.model_name,
        post_id=post.pk,
        comments=comment_list(context, post.discussion),  # type: ignore[union-attr]
    )


@register.simple_tag(takes_context=True)
def comment_list(
    context: template.Context, discussion: Discussion, *, takes_focus: bool = False
) -> SafeString:
    """Comments in their order, and what is folded between and behind them."""
    parts = _parts(context, discussion, takes_focus=takes_focus)
    return format_html_join("\n", "{}", ((part,) for part in parts))


def _parts(
    context: template.Context, discussion: Discussion, *, takes_focus: bool
) -> Iterator[SafeString]:
    for place, comment in enumerate(discussion.comments):
        yield shown_comment(context, comment, takes_focus=takes_focus and not place)
    if discussion.between:
        yield _folded(discussion.between)
    if discussion.named:
        yield shown_comment(context, discussion.named)
    if discussion.rest:
        yield _folded(discussion.rest)


def _folded(fold: Fold) -> SafeString:
    return drawn("community/_comment_fold.html", fold=fold)


@register.simple_tag(takes_context=True)
def shown_comment(
    context: template.Context, comment: Comment, *, is_new: bool = False, takes_focus: bool = False
) -> SafeString:
    """One comment, drawn once for all readers who can do the same with it."""
    thread = plain_thread(context["question"])
    return drawn(
        "community/_comment.html",
        comment=plain_post(comment, thread),
        body_html=comment.body_html,
        question=thread,
        author_id=comment.author_id,
        **described(comment, company=context["community"]["company"]),
        user=plain_reader(context["user"], comment),
        is_new=is_new,
        takes_focus=takes_focus,
    )


@register.simple_tag
def takes_comments(question: Question, viewer) -> bool:
    """Is the thread open for a comment of `viewer`, once he has signed in?"""
    if viewer.is_authenticated:
        return closing.can_write(viewer, question)
    return closing.is_writable(question)


@register.simple_tag
def vote_reasons() -> list:
    """Why an answer may be not useful: values and words."""
    return Vote.Reason.choices
