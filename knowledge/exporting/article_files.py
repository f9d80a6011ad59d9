"""One article as a Markdown file with front matter."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from urllib.parse import urljoin

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db.models import Prefetch, QuerySet
from django.utils import translation

from knowledge.actions.article_text import PARTS
from knowledge.front_matter import with_front_matter
from knowledge.importing.parts import marked_parts
from knowledge.importing.records import Name
from knowledge.models import Article, ArticleSource, Doubt


def with_what_is_exported(articles: QuerySet[Article]) -> QuerySet[Article]:
    """Without sources that were hidden (TRUST A-AZ-09)."""
    sources = ArticleSource.objects.visible_to(AnonymousUser()).for_credit()
    return articles.select_related("product", "original", "successor").prefetch_related(
        Prefetch("sources", sources),
        "foreign_sources",
        Prefetch("doubts", Doubt.objects.open().order_by("id")),
    )


def file_name(article: Article) -> str:
    """The same in every installation, and readable."""
    return f"{article.language}/{article.slug}-{article.family.hex[:8]}.md"


def file_text(article: Article) -> str:
    parts = {part: getattr(article, part) for part in PARTS}
    return with_front_matter(dict(_said(article)), marked_parts(parts))


def _said(article: Article) -> Iterator[tuple[str, Any]]:
    """What there is to say; what is empty is left out."""
    values = {**_about(article), **_life(article), **_relations(article)}
    yield from ((name, value) for name, value in values.items() if value)


def _about(article: Article) -> dict[str, Any]:
    return {
        "title": article.title,
        "language": article.language,
        "family": str(article.family),
        "version": str(article.version),
        "state": str(article.state),
        "audience": str(article.audience),
        "product": article.product.slug if article.product else "",
        "valid_for": article.valid_for,
        "valid_until": _day(article.valid_until),
        "search_phrases": [one for one in article.search_phrases.split("\n") if one.strip()],
    }


def _life(article: Article) -> dict[str, Any]:
    return {
        "created": _moment(article.created_at),
        "published": _moment(article.published_at),
        "revised": _moment(article.revised_at),
        "checked": _moment(article.checked_at),
        "review_on": _day(article.review_on),
        "retired": _moment(article.retired_at),
        "retired_as": str(article.retired_as),
        "doubts": [{"cause": one.cause, "note": one.note} for one in article.doubts.all()],
    }


def _relations(article: Article) -> dict[str, Any]:
    original, successor = article.original, article.successor
    translates = original is not None and original.family == article.family
    return {
        "translation_of": original.language if original and translates else "",
        "original_version": str(article.original_version) if translates else "",
        "successor": _name(successor) if successor else "",
        "sources": [*map(_source, article.sources.all()), *_foreign_sources(article)],
    }


def _foreign_sources(article: Article) -> Iterator[dict[str, str]]:
    for one in sorted(article.foreign_sources.all(), key=lambda source: source.pk):
        yield {"title": one.title, "link": one.link, "credit": one.credit}


def _source(source: ArticleSource) -> dict[str, str]:
    question, answer = source.question, source.answer
    with translation.override(question.language):
        link = urljoin(settings.BASE_URL, question.get_absolute_url())
        affiliation = answer.affiliation
        speaks_for = f" ({affiliation.organisation.name})" if affiliation else ""
        credit = f"{answer.author.shown_name}{speaks_for}"
    return {"title": question.title, "link": link, "credit": credit}


def _name(article: Article) -> str:
    return str(Name(family=str(article.family), language=article.language))


def _moment(moment: datetime | None) -> str:
    return moment.isoformat() if moment else ""


def _day(day: Any) -> str:
    return day.isoformat() if day else ""
