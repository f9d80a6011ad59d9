"""How a text goes to its readers, and how it is taken from them."""

from datetime import datetime, timedelta

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from config.audit.recording import record_act
from config.events.bus import record
from knowledge import policies
from knowledge.actions.article_text import in_one
from knowledge.actions.doubting import is_doubted, raise_doubt, settle_doubts
from knowledge.actions.editing import ChangedMeanwhile
from knowledge.actions.originals import follow_original
from knowledge.actions.pending import pending_of, take_over
from knowledge.actions.revisions import (
    all_writers_of,
    begin_publication,
    end_publication,
    newest_revision,
    see,
    take_approval_back,
    writers_of,
)
from knowledge.actions.showing import credit, hide_in_threads, show_in_threads, sources_of
from knowledge.events import ArticleChanged, ArticlePublished, ArticleUnpublished
from knowledge.models import Article, Doubt, PendingRevision, Revision, Significance

State = Article.State

# How soon a second person looks at what was published alone (PRODUCT, section 3).
CHECKED_WITHIN = timedelta(hours=24)
# Somebody looks again after so long, unless another day was set.
REVIEWED_AFTER = timedelta(days=365)


class AtOnce(models.TextChoices):
    """What cannot wait for a second person."""

    WRONG = "wrong", gettext_lazy("What readers get is wrong")
    DANGEROUS = "dangerous", gettext_lazy("What readers get is dangerous")


class CannotPublish(Exception):
    """The message is meant for the curator who tried."""


@transaction.atomic
def approve_article(
    *, article: Article, by: User, version: int | None = None, now: datetime | None = None
) -> Article:
    """Publish a draft, or what waits for a published article, as checked by `by`.

    `version` is what `by` has read; without it nothing is compared. An article that is public and
    has nothing waiting stays as it is. Raises CannotPublish for who may not curate or wrote some
    of it himself (unless FOUR_EYES is off), an empty solution, a hidden source, and what is
    retired; ChangedMeanwhile if the text is not the one that `by` has read. What was taken from
    its readers is not approved again by who wrote it as it stands, whatever was said of it before.
    """
    at = now or timezone.now()
    article, pending = lock_to_publish(article, version)
    if article.is_public and pending is None:
        return article
    require_approval(article, pending, by=by)
    approver = _approver(article, by, at)
    revision = make_public(article, pending, by=approver, at=at)
    settle_doubts(article, approver, at, until=revision.reviewed_at)
    record_publication(article, revision, "article-approved", by=by)
    return article


def _approver(article: Article, by: User, at: datetime) -> User:
    """Whose word it is: what was approved for later goes out sooner in the name of who approved
    it, if `by` wrote any of it."""
    if article.approved_by and by.pk in all_writers_of(article):
        return article.approved_by
    see(newest_revision(article), by=by, at=at)
    return by


@transaction.atomic
def publish_at_once(
    *,
    article: Article,
    by: User,
    why: str,
    version: int | None = None,
    now: datetime | None = None,
) -> Article:
    """Publish without a second person, who looks within 24 hours; `why` is one of `AtOnce`.

    Raises CannotPublish as `approve_article` does, and without such a reason.
    """
    at = now or timezone.now()
    article, pending = lock_to_publish(article, version)
    if article.is_public and pending is None:
        return article
    if why not in AtOnce.values:
        raise CannotPublish(_("Only what is wrong or dangerous is published without review."))
    _refuse_unless(policies.can_publish_at_once(by, article))
    refuse_unready(article, pending)
    revision = make_public(article, pending, by=by, at=at)
    article.check_due_at = article.check_due_at or at + CHECKED_WITHIN
    article.save(update_fields=["check_due_at"])
    raise_doubt(article=article, cause=Doubt.Cause.PUBLISHED_ALONE, note=why, by=by, now=at)
    record_publication(article, revision, "article-published-at-once", by=by, why=why)
    return article


@transaction.atomic
def unpublish_article(
    *, article: Article, by: User, why: str = "", now: datetime | None = None
) -> Article:
    """Take an article back into draft, with what waited for it, approved or not; its threads no
    longer point to it, points stay. Raises CannotPublish for who may not curate."""
    article, pending = lock_to_publish(article)
    if not policies.can_curate(by):
        raise CannotPublish(_("Only curators can do this."))
    if not article.is_public:
        return article
    before, number = in_one(article), article.version
    at = now or timezone.now()
    end_publication(article, at=at)
    take_approval_back(article)
    if pending:
        take_over(article, pending)
    article.state = State.DRAFT
    article.save(update_fields=["state", "publish_at", "approved_by"])
    settle_doubts(article, by, at)
    hide_in_threads(article)
    record_act(
        "article-unpublished",
        by=by,
        subject=f"article-{article.pk}",
        revision=number,
        before=before,
        why=why,
    )
    record(ArticleUnpublished(article.pk), actor=by)
    record(ArticleChanged(article.pk), actor=by)
    return article


def lock_to_publish(
    article: Article, version: int | None = None
) -> tuple[Article, PendingRevision | None]:
    """The article as it stands now, locked, and what waits for it."""
    article = Article.objects.locked().get(pk=article.pk)
    pending = pending_of(article)
    text = pending or article
    if version is not None and text.version != version:
        raise ChangedMeanwhile(article, text)
    return article, pending


def require_approval(article: Article, pending: PendingRevision | None, *, by: User) -> None:
    """Raise CannotPublish unless `by` may send it to its readers."""
    _refuse_unless(policies.can_edit(by, article))
    if not policies.can_approve(by, article, writers=writers_of(article)):
        raise CannotPublish(_("You wrote some of this: a second person has to approve it."))
    refuse_unready(article, pending)


def refuse_unready(article: Article, pending: PendingRevision | None) -> None:
    """Raise CannotPublish for what no reader could use."""
    if not (pending or article).solution.strip():
        raise CannotPublish(_("Write the solution before publishing."))
    if any(row.answer.hidden_at or row.question.hidden_at for row in sources_of(article)):
        raise CannotPublish(_("The source of this article was hidden by a moderator."))


def make_public(
    article: Article, pending: PendingRevision | None, *, by: User, at: datetime
) -> Revision:
    """Let readers of the locked `article` get its newest text, and credit its sources."""
    is_first = article.published_at is None
    if pending:
        take_over(article, pending)
    revision = newest_revision(article)
    _set_public(article, by, revision.reviewed_at or at, at)
    if is_first or revision.significance != Significance.TYPO:
        article.revised_at = at
    article.save()
    begin_publication(article, revision, at=at)
    follow_original(article, by=by, at=at)
    show_in_threads(article)
    credit(article, by=by, at=at)
    return revision


def _set_public(article: Article, by: User, checked_at: datetime, at: datetime) -> None:
    if not article.is_public:
        article.state = State.NEEDS_REVIEW if is_doubted(article) else State.PUBLISHED
    article.published_at = article.published_at or at
    article.checked_by, article.checked_at = by, checked_at
    article.publish_at = article.approved_by = None
    article.returned_note = ""
    plan_next_review(article, at)


def plan_next_review(article: Article, at: datetime) -> None:
    """A day that was reached has done its work; who calls it saves `review_on`."""
    today = timezone.localdate(at)
    if article.review_on is None or article.review_on <= today:
        article.review_on = today + REVIEWED_AFTER


def record_publication(
    article: Article, revision: Revision, act: str, *, by: User, why: str = ""
) -> None:
    """Whichever way it went public, the record and the events have it last."""
    record_act(
        act,
        by=by,
        subject=f"article-{article.pk}",
        revision=revision.number,
        after=in_one(revision),
        why=why,
    )
    record(ArticlePublished(article.pk), actor=by)


def _refuse_unless(allowed: bool) -> None:
    if not allowed:
        raise CannotPublish(_("This article can't be published by you."))
