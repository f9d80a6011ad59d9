"""Every change of an article is a revision, and nobody overwrites what he has not seen."""

from dataclasses import replace
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from config.audit.recording import record_act
from config.events.bus import record
from knowledge import policies
from knowledge.actions.article_images import settle_images
from knowledge.actions.article_text import (
    TEXT_COLUMNS,
    ArticleFields,
    fields_of,
    in_one,
    put_text,
)
from knowledge.actions.pending import Change, keep_pending, pending_of, text_to_edit, weightier
from knowledge.actions.revisions import begin_publication, last_without_typo, write_revision
from knowledge.actions.showing import show_in_threads
from knowledge.actions.significance import problem_with_typo
from knowledge.events import ArticleChanged
from knowledge.models import Article, PendingRevision, Revision, Significance
from knowledge.models.revision import SUMMARY_LENGTH


class CannotEdit(Exception):
    """The message is meant for the curator who tried."""


class NoTypo(CannotEdit):
    """The change says that it is a typing error, and is more."""


class ChangedMeanwhile(CannotEdit):
    """Somebody else saved first; `text` is what stands now, in `article` or waiting for it."""

    def __init__(self, article: Article, text: Article | PendingRevision | None = None) -> None:
        super().__init__(_("Somebody else changed this article while you were writing."))
        self.article = article
        self.text = text or article


@transaction.atomic
def edit_article(
    *,
    article: Article,
    by: User,
    version: int,
    fields: ArticleFields,
    significance: str = Significance.CONTENT,
    summary: str = "",
    now: datetime | None = None,
) -> Article:
    """Save a new revision on top of `version`, that of `pending.text_to_edit(article)`.

    Readers of a published article get a typing error at once; everything else waits in its
    pending revision. While one waits, every edit goes on with it. Saving what stands there
    already changes nothing.

    Raises ChangedMeanwhile if another one was saved since, NoTypo for a typing error that touches
    numbers, links, steps or negations, CannotEdit for a retired article or someone who may not
    curate, TooComplex for a text that would cost too much.
    """
    article = Article.objects.locked().get(pk=article.pk)
    if not policies.can_edit(by, article):
        raise CannotEdit(_("This article can't be edited."))
    text = text_to_edit(article)
    if text.version != version:
        raise ChangedMeanwhile(article, text)
    before = fields_of(text)
    if fields == before:
        return article
    change = Change(fields, by, significance, summary[:SUMMARY_LENGTH], now or timezone.now())
    revision = _keep(article, change)
    is_live = article.is_public and text_to_edit(article) is article
    record_act(
        "article-typo-corrected" if is_live else "article-edited",
        by=by,
        subject=f"article-{article.pk}",
        revision=revision.number,
        before=in_one(before),
        after=in_one(fields),
        why=summary,
    )
    record(ArticleChanged(article.pk), actor=by)
    return article


def _keep(article: Article, change: Change) -> Revision:
    if not article.is_public:
        return _in_draft(article, change)
    if change.significance == Significance.TYPO and pending_of(article) is None:
        return _at_once(article, change)
    return keep_pending(article, change)


def _in_draft(article: Article, change: Change) -> Revision:
    """What was approved before it was changed has to be approved again; what nobody has read yet
    has no typing errors."""
    article.publish_at = article.approved_by = None
    article.save(update_fields=["publish_at", "approved_by"])
    return _put(article, replace(change, significance=weightier(change.significance)))


def _at_once(article: Article, change: Change) -> Revision:
    # One after the other, typing errors could make another text of it.
    if problem := problem_with_typo(article, change.fields) or problem_with_typo(
        last_without_typo(article), change.fields
    ):
        raise NoTypo(problem)
    revision = _put(article, change)
    begin_publication(article, revision, at=change.at)
    show_in_threads(article)
    return revision


def _put(article: Article, change: Change) -> Revision:
    put_text(article, change.fields)
    article.version += 1
    article.save(update_fields=[*TEXT_COLUMNS, "version"])
    revision = write_revision(
        article,
        by=change.by,
        at=change.at,
        significance=change.significance,
        summary=change.summary,
    )
    settle_images(article)
    return revision
