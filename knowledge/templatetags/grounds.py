"""What stands behind a doubt, for the curator who looks at it."""

from collections.abc import Iterable

from django import template
from django.db.models import Count

from knowledge.models import ArticleFeedback, Doubt

register = template.Library()
_SOURCE_IS_GONE = (Doubt.Cause.SOURCE_HIDDEN, Doubt.Cause.SOURCE_REMOVED)


@register.filter
def reasons_said(doubt: Doubt) -> list[tuple[str, int]]:
    """Why it did not help, and how many say so, most of them first; for that cause alone."""
    if doubt.cause != Doubt.Cause.DID_NOT_HELP:
        return []
    said = ArticleFeedback.objects.counted().filter(article=doubt.article_id).exclude(reason="")
    counted = said.values_list("reason").annotate(count=Count("pk")).order_by("-count", "reason")
    return [(str(ArticleFeedback.Reason(reason).label), count) for reason, count in counted]


@register.filter
def why_no_source(doubts: Iterable[Doubt] | None) -> str:
    """Why nobody can read where the article comes from, if that is in doubt."""
    gone = (doubt for doubt in doubts or () if doubt.cause in _SOURCE_IS_GONE)
    return next((str(doubt.get_cause_display()) for doubt in gone), "")
