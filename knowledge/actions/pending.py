"""What a published article is to say next, while readers still get what it says now."""

from dataclasses import dataclass
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
    check_text,
    fields_of,
    in_one,
    put_text,
)
from knowledge.actions.revisions import write_revision
from knowledge.events import ArticleChanged
from knowledge.models import Article, PendingRevision, Revision, Significance

_ORDER = (Significance.TYPO, Significance.CONTENT, Significance.MEANING)


@dataclass(frozen=True)
class Change:
    """What somebody saves, and how much it matters by his own word."""

    fields: ArticleFields
    by: User
    significance: str
    summary: str
    at: datetime


class CannotDiscard(Exception):
    """The message is meant for the curator who tried."""


def pending_of(article: Article) -> PendingRevision | None:
    return PendingRevision.objects.filter(article=article).select_related("product").first()


def text_to_edit(article: Article) -> Article | PendingRevision:
    """What the next edit changes, and whose `version` it has to name."""
    return pending_of(article) or article


def keep_pending(article: Article, change: Change) -> Revision:
    """Begin or go on with the pending revision of `article`, which is locked.

    It matters as much as the weightiest of its edits, and goes public by itself no more.
    """
    check_text(change.fields)
    article.publish_at = article.approved_by = None
    article.save(update_fields=["publish_at", "approved_by"])
    pending = pending_of(article) or PendingRevision(
        article=article,
        base_version=article.version,
        version=article.version,
        significance=change.significance,
    )
    for name, value in change.fields.as_columns().items():
        setattr(pending, name, value)
    pending.version += 1
    pending.significance = weightier(change.significance, pending.significance)
    pending.summary = change.summary or pending.summary
    pending.author, pending.created_at = change.by, change.at
    pending.save()
    return write_revision(
        article,
        by=change.by,
        at=change.at,
        text=pending,
        number=pending.version,
        significance=pending.significance,
        summary=change.summary,
    )


def take_over(article: Article, pending: PendingRevision) -> None:
    """Let the article say what waited; both are locked."""
    put_text(article, fields_of(pending))
    article.version = pending.version
    article.save(update_fields=[*TEXT_COLUMNS, "version"])
    settle_images(article)
    pending.delete()


def give_up(article: Article, pending: PendingRevision, *, at: datetime) -> None:
    """Its states stay in the history; the version moves on, so that no form saves on top of it."""
    states = article.revisions.filter(number__gt=pending.base_version, discarded_at=None)
    states.filter(number__lte=pending.version).update(discarded_at=at)
    article.version = pending.version
    article.publish_at = article.approved_by = None
    article.save(update_fields=["version", "publish_at", "approved_by"])
    pending.delete()


@transaction.atomic
def discard_pending(*, article: Article, by: User, now: datetime | None = None) -> Article:
    """Give up what waits; readers go on getting what they get. Twice does no harm.

    Raises CannotDiscard for who may not curate.
    """
    article = Article.objects.locked().get(pk=article.pk)
    if not policies.can_curate(by):
        raise CannotDiscard(_("Only curators can do this."))
    pending = pending_of(article)
    if pending is None:
        return article
    before = in_one(pending)
    number = pending.version
    give_up(article, pending, at=now or timezone.now())
    record_act(
        "article-pending-discarded",
        by=by,
        subject=f"article-{article.pk}",
        revision=number,
        before=before,
    )
    record(ArticleChanged(article.pk), actor=by)
    return article


def weightier(one: str, other: str = Significance.CONTENT) -> str:
    """Which of two changes matters more."""
    return max(one, other, key=lambda each: _ORDER.index(Significance(each)))
