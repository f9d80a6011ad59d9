"""What an article and its sources said at a moment that has passed (TRUST L-AU-04)."""

from dataclasses import dataclass
from datetime import datetime

from community.as_of import PostThen, post_as_of
from community.markup import render
from config.audit.models import AuditRecord
from config.audit.proving import record_of_text
from knowledge.actions.article_text import PARTS, in_one
from knowledge.models import Article, Publication, Revision


@dataclass(frozen=True)
class ArticleThen:
    """`publication` is None where readers did not get the article; then it is the draft."""

    revision: Revision
    publication: Publication | None
    # Markup of each part, as it is drawn today.
    html: dict[str, str]
    sources: list[tuple[PostThen | None, PostThen | None]]
    # Where the record proves this text; None for what was written before there was one.
    proof: AuditRecord | None


def article_as_of(article: Article, moment: datetime, *, viewer) -> ArticleThen | None:
    """None before it was begun. Personal data that was masked since stays masked."""
    publication = _publication(article, moment)
    revision = publication.revision if publication else _draft(article, moment)
    if revision is None:
        return None
    return ArticleThen(
        revision=revision,
        publication=publication,
        html={part: _html(article, revision, part) for part in PARTS},
        sources=_sources(article, moment, viewer),
        proof=record_of_text(in_one(revision), subject=f"article-{article.pk}"),
    )


def _publication(article: Article, moment: datetime) -> Publication | None:
    shown = article.publications.at(moment).select_related(
        "revision__author", "revision__reviewer", "revision__product"
    )
    return shown.order_by("-since", "-id").first()


def _draft(article: Article, moment: datetime) -> Revision | None:
    written = article.revisions.filter(created_at__lte=moment).exclude(discarded_at__lte=moment)
    return written.select_related("author", "reviewer", "product").order_by("-number").first()


def _html(article: Article, revision: Revision, part: str) -> str:
    """The stored one where it is the text of today."""
    if getattr(revision, part) == getattr(article, part):
        return getattr(article, f"{part}_html")
    return render(getattr(revision, part)).html


def _sources(
    article: Article, moment: datetime, viewer
) -> list[tuple[PostThen | None, PostThen | None]]:
    rows = article.sources.visible_to(viewer).for_credit()
    return [(post_as_of(row.question, moment), post_as_of(row.answer, moment)) for row in rows]
