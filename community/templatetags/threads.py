"""Parts of a thread that are the same for every reader who is not signed in, drawn once."""

from django import template
from django.utils.safestring import SafeString

from community.models import Answer, Comment, Question
from community.policies import closing
from config.drawing import drawn

register = template.Library()


@register.simple_tag
def readers_bar(post: Question | Answer | Comment, question: Question) -> SafeString:
    """What a reader without account can do with a post: comment, once signed in, and report."""
    kind = post._meta.model_name or ""
    takes_comments = kind != "comment" and closing.is_writable(question)
    return drawn(
        "components/readers_bar.html",
        kind=kind,
        post_id=post.pk,
        question_id=question.pk,
        slug=question.slug,
        takes_comments=takes_comments,
    )
