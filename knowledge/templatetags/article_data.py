"""schema.org data of articles: https://developers.google.com/search/docs/appearance/structured-data/article"""

from collections.abc import Iterable, Iterator, Sequence

from django import template
from django.conf import settings
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from community.markup import plain_text
from community.templatetags.structured_data import author_data, breadcrumbs, json_ld
from knowledge.actions.showing import canonical_path
from knowledge.article_parts import Part
from knowledge.models import Article, ArticleSource

register = template.Library()


@register.simple_tag
def article_json(
    article: Article, parts: Sequence[Part], sources: Sequence[ArticleSource]
) -> SafeString:
    """Where the page stands, and the article with everybody whose work it is."""
    trail = breadcrumbs([*_trail_to(article), (article.title, canonical_path(article))])
    return json_ld(
        {"@context": "https://schema.org", "@graph": [_article(article, parts, sources), trail]}
    )


def _article(article: Article, parts: Sequence[Part], sources: Sequence[ArticleSource]) -> dict:
    company = {"@type": "Organization", "name": str(settings.COMMUNITY["company"])}
    told = {
        "@type": "TechArticle",
        "headline": article.title,
        "articleBody": "\n".join(plain_text(part.html) for part in parts),
        "inLanguage": article.language,
        "url": settings.BASE_URL + canonical_path(article),
        "datePublished": (article.published_at or article.created_at).isoformat(),
        "dateModified": article.text_since.isoformat(),
        "author": list(_authors(sources)) or [company],
        "publisher": company,
        "isBasedOn": list(dict.fromkeys(map(_thread_of, sources))),
    }
    if article.valid_until:
        told["expires"] = article.valid_until.isoformat()
    return told


def _thread_of(source: ArticleSource) -> str:
    return settings.BASE_URL + source.question.get_absolute_url()


def _authors(sources: Iterable[ArticleSource]) -> Iterator[dict]:
    """Whose answers it was made of, each once and marked as on the page (L-UW-01, L-UW-03)."""
    named = {each.answer.author_id: each.answer for each in sources}
    return (author_data(answer) for answer in named.values())


def _trail_to(article: Article) -> Iterator[tuple[str, str]]:
    base = reverse("knowledge:article-list")
    yield str(_("Knowledge base")), base
    product = article.product
    for each in (product.parent, product) if product else ():
        if each:
            yield each.name, f"{base}?product={each.slug}"
