"""One result of a search: a frame around what differs from search to search."""

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from community.templatetags.lists import question_figures, question_state
from config.drawing import drawn, framed
from knowledge.models import Article
from knowledge.search.finding import Find
from knowledge.templatetags.articles import audience_of

register = template.Library()


@register.simple_tag(takes_context=True)
def found(context: template.Context, find: Find) -> SafeString:
    row = find.row
    if isinstance(row, Article):
        state = article_state(row, is_best=find.is_pinned)
        figures = article_figures(row)
    else:
        state = question_state(context, row, is_best=find.is_pinned)
        figures = question_figures(row)
    return framed(
        "knowledge/_found.html",
        url=row.get_absolute_url(),
        language=row.language,
        state=state,
        title=find.title,
        snippet=find.snippet,
        figures=figures,
        why=_why(find),
    )


def article_state(article: Article, *, is_best: bool) -> SafeString:
    """Above its title: what it is, in which language, for whom, and about what."""
    return drawn(
        "knowledge/_article_state.html",
        is_best=is_best,
        language=article.language,
        audience=audience_of(article),
        product="" if article.product is None else article.product.name,
    )


def article_figures(article: Article) -> SafeString:
    return drawn(
        "knowledge/_article_figures.html",
        checked_at=article.checked_at,
        helped_count=article.helped_count,
    )


def _why(find: Find) -> SafeString | str:
    if not find.hit.parts:
        return ""
    return render_to_string("knowledge/_why_found.html", {"parts": find.hit.parts})
