from django import template

from community.models import Question, Vote
from community.policies import closing

register = template.Library()


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
