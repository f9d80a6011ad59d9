"""The name of somebody who was erased, in articles and their earlier states."""

from django.db.models import QuerySet

from community.actions.forgetting import (
    TEXTS_AT_ONCE,
    containing,
    former_member,
    name_in_texts,
)
from community.actions.rendering import render_again
from community.markup import RENDERER_VERSION
from community.markup.names import Name
from config.events.bus import record
from config.personal_data import Leaver, in_batches
from config.slugs import slugify
from knowledge.actions.editing import PARTS
from knowledge.actions.publishing import show_in_threads
from knowledge.events import ArticleChanged
from knowledge.models import Article, Revision
from knowledge.models.article import TITLE_LENGTH

REVISED = ("title", *PARTS)
WRITTEN = (*REVISED, "search_phrases")


def forget_names(leaver: Leaver) -> int:
    """Write “Former member” in the place of his names; return how many texts were looked at."""
    return sum(_forget(name_in_texts(name, leaver), name) for name in leaver.names)


def _forget(name: Name, plain: str) -> int:
    articles = containing(Article._base_manager.all(), WRITTEN, plain)
    revisions = containing(Revision._base_manager.all(), REVISED, plain)
    return in_batches(articles, lambda rows: _in_articles(rows, name), TEXTS_AT_ONCE) + (
        in_batches(revisions, lambda rows: _in_revisions(rows, name), TEXTS_AT_ONCE)
    )


def _in_articles(rows: QuerySet, name: Name) -> None:
    """The version moves, so that a form that was opened before cannot bring the name back."""
    for article in rows.select_for_update(no_key=True).order_by("pk"):
        if not _replace(article, WRITTEN, name, article.language):
            continue
        article.slug = slugify(article.title)
        for part in PARTS:
            setattr(article, f"{part}_html", render_again(getattr(article, part)))
        article.renderer_version = RENDERER_VERSION
        article.version += 1
        article.save()
        if article.is_public:
            show_in_threads(article)
        record(ArticleChanged(article.pk))


def _in_revisions(rows: QuerySet, name: Name) -> None:
    for revision in rows.select_related("article").order_by("pk"):
        if _replace(revision, REVISED, name, revision.article.language):
            revision.save(update_fields=REVISED)


def _replace(written, columns: tuple[str, ...], name: Name, language: str) -> bool:
    """False where the name stands nowhere."""
    before = [getattr(written, column) for column in columns]
    after = [name.replaced_in(text, former_member(language)) for text in before]
    after[0] = after[0][:TITLE_LENGTH]
    for column, text in zip(columns, after, strict=True):
        setattr(written, column, text)
    return before != after
