"""What a doubt is about, in the words of curators."""

from collections.abc import Collection

from django import template
from django.urls import reverse

from accounts.models import User
from knowledge.actions.doubting import is_second_person
from knowledge.actions.publishing import AtOnce
from knowledge.models import Article, Doubt

register = template.Library()
_WAYS = {"question": "community:question-short", "article": "knowledge:article-short"}


@register.filter
def broken_address(doubt: Doubt) -> str:
    """Where the link leads that is broken; empty for a doubt of another cause."""
    kind, _dash, number = doubt.subject.partition("-")
    if doubt.cause != Doubt.Cause.LINK_BROKEN or kind not in _WAYS:
        return ""
    return reverse(_WAYS[kind], args=[number])


@register.filter
def what_was_said(doubt: Doubt) -> str:
    """The note; of a publication without review the reason that was chosen."""
    if doubt.cause == Doubt.Cause.PUBLISHED_ALONE and doubt.note in AtOnce.values:
        return str(AtOnce(doubt.note).label)
    return doubt.note


@register.simple_tag
def waits_for_another(article: Article, doubts: Collection[Doubt], viewer: User) -> bool:
    """Is all that is asked for a second person, and the viewer is the first?"""
    causes = {doubt.cause for doubt in doubts}
    return causes == {Doubt.Cause.PUBLISHED_ALONE} and not is_second_person(article, viewer, doubts)
