"""What the pages of articles show of them beyond their fields."""

from collections.abc import Iterable
from functools import lru_cache
from urllib.parse import urlencode

from django import template
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString

from community.models import Product
from community.templatetags.markup import excerpt
from config.drawing import drawn, framed
from knowledge.actions.showing import canonical_path
from knowledge.models import Article, ArticleFeedback

register = template.Library()
EXCERPT = 160


@register.simple_tag
def article_row(article: Article) -> SafeString:
    """One row of a list; the article comes from `for_reading`."""
    return drawn(
        "components/article_row.html",
        url=article.get_absolute_url(),
        title=article.title,
        language=article.language,
        opening=_opening(article.solution_html),
        product="" if article.product is None else article.product.name,
        audience=audience_of(article),
        checked_at=article.checked_at,
        helped_count=article.helped_count,
    )


def audience_of(article: Article) -> str:
    """Empty for everybody."""
    is_open = article.audience == Article.Audience.PUBLIC
    return "" if is_open else str(article.get_audience_display())


@register.simple_tag(takes_context=True)
def article_facts(
    context: template.Context, article: Article, is_from_customers: bool
) -> SafeString:
    """Beneath its title: who checked it and when, for what it holds."""
    return drawn(
        "knowledge/_article_facts.html",
        article_id=article.pk,
        company=context["community"]["company"],
        is_from_customers=is_from_customers,
        state="" if article.is_public else article.get_state_display(),
        audience="" if article.audience == "public" else article.get_audience_display(),
        checked_at=article.checked_at,
        text_since=article.text_since,
        valid_for=article.valid_for,
        language=article.language,
        valid_until=article.valid_until,
        has_ended=_has_ended(article),
        helped_count=article.helped_count,
    )


@register.simple_tag
def article_feedback(
    article: Article,
    *,
    can_say: bool = False,
    said: str = "",
    problem: str = "",
    in_place: bool = False,
) -> SafeString:
    """“Did this solve it?”, or thanks: `said` is yes, no or refused, just now."""
    return framed(
        "knowledge/_article_feedback.html",
        feedback_url=reverse("knowledge:article-feedback", args=[article.pk]),
        ask_url=ask_about(article),
        can_say=can_say,
        helped=said == "yes",
        did_not_help=said == "no",
        is_refused=said == "refused",
        problem=problem,
        in_place=in_place,
    )


@register.simple_tag
def topic_tree(
    topics: Iterable[tuple[Product, list[Product]]], chosen: Product | None, sort: str
) -> SafeString:
    """The products as a tree, open where the reader is."""
    upper = chosen and (chosen.parent_id or chosen.pk)
    return drawn(
        "knowledge/_topic_tree.html",
        topics=tuple(
            (
                *_branch(group, chosen),
                tuple(_branch(each, chosen) for each in below) if group.pk == upper else (),
            )
            for group, below in topics
        ),
        is_at_top=chosen is None,
        sort=sort,
    )


def _branch(product: Product, chosen: Product | None) -> tuple[str, str, bool]:
    return product.slug, product.name, product == chosen


@register.simple_tag
def ask_about(article: Article) -> str:
    """The address of the ask form for a question that is linked to `article`."""
    asked = {"asked_about": f"article {article.pk}"}
    if article.product_id:
        asked["product"] = str(article.product_id)
    return f"{reverse('community:ask')}?{urlencode(asked)}"


@register.simple_tag
def feedback_reasons() -> list[tuple[str, str]]:
    return [(reason.value, str(reason.label)) for reason in ArticleFeedback.Reason]


@register.filter
def own_path(article: Article) -> str:
    """The address in the article's own language."""
    return canonical_path(article)


@register.filter
def paths_by_language(article: Article, translations: Iterable[Article]) -> list[tuple[str, str]]:
    """For search engines: all languages of an article, itself included; none if it stands alone."""
    others = list(translations)
    family = [article, *others] if others else []
    return sorted((each.language, canonical_path(each)) for each in family)


def _has_ended(article: Article) -> bool:
    return article.valid_until is not None and article.valid_until < timezone.localdate()


@lru_cache(maxsize=1_000)
def _opening(html: str) -> str:
    return excerpt(html, EXCERPT)
