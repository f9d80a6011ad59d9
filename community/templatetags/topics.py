"""Tags beside a question."""

from django import template

from community.models import Question
from community.policies.tags import may_be_offered_to_retag

register = template.Library()


@register.inclusion_tag("community/_tag_pencil.html")
def tag_pencil(user, question: Question) -> dict:
    """A way to change the tags, for whom it may be worth a try; no query."""
    return {"question": question, "is_offered": may_be_offered_to_retag(user, question)}
