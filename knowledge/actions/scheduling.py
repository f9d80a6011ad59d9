"""Articles that were approved and go public by themselves at their time."""

from collections.abc import Iterator
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.models import User
from config.audit.recording import record_act
from config.events.bus import record
from knowledge import policies
from knowledge.actions.doubting import settle_doubts
from knowledge.actions.pending import pending_of
from knowledge.actions.publishing import (
    CannotPublish,
    lock_to_publish,
    make_public,
    record_publication,
    refuse_unready,
    require_approval,
)
from knowledge.actions.revisions import newest_revision, see, take_approval_back
from knowledge.events import ArticleChanged
from knowledge.models import Article, PendingRevision

State = Article.State


@transaction.atomic
def schedule_article(
    *,
    article: Article,
    by: User,
    at: datetime,
    version: int | None = None,
    now: datetime | None = None,
) -> Article:
    """Approve a draft, or what waits for a published article, now and let it go public at `at`; an
    edit before then takes that back.

    An approved one may be given another time by any curator. Raises CannotPublish and
    ChangedMeanwhile as `approve_article` does, for a time that is past, and where nothing waits.
    """
    moment = now or timezone.now()
    article, pending = lock_to_publish(article, version)
    if article.is_public and pending is None:
        raise CannotPublish(_("Nothing of this article waits for review."))
    if at <= moment:
        raise CannotPublish(_("Choose a time in the future."))
    if article.approved_by_id is None or not policies.can_curate(by):
        require_approval(article, pending, by=by)
        see(newest_revision(article), by=by, at=moment)
        _set_approved(article, pending, by, moment)
    article.publish_at = at
    article.save(update_fields=["state", "publish_at", "approved_by", "returned_note"])
    number = (pending or article).version
    record_act("article-scheduled", by=by, subject=f"article-{article.pk}", revision=number)
    record(ArticleChanged(article.pk), actor=by)
    return article


def _set_approved(
    article: Article, pending: PendingRevision | None, by: User, at: datetime
) -> None:
    """Whoever calls it saves `article`. What readers get until then is as doubtful as before."""
    article.approved_by = by
    if pending is None:
        settle_doubts(article, by, at)
        article.state, article.returned_note = State.IN_REVIEW, ""
        return
    pending.submitted_at, pending.returned_note = pending.submitted_at or at, ""
    pending.save(update_fields=["submitted_at", "returned_note"])


@transaction.atomic
def unschedule_article(*, article: Article, by: User) -> Article:
    """Let it wait in review again; raises CannotPublish for who may not curate."""
    article, pending = lock_to_publish(article)
    if not policies.can_curate(by):
        raise CannotPublish(_("Only curators can do this."))
    if article.publish_at is None:
        return article
    _unschedule(article, pending)
    number = (pending or article).version
    record_act("article-unscheduled", by=by, subject=f"article-{article.pk}", revision=number)
    record(ArticleChanged(article.pk), actor=by)
    return article


def publish_due(*, now: datetime | None = None) -> int:
    """Publish what was approved for a time that has come, each for itself; return how many.

    What has become doubtful since somebody looked is published, and needs review.
    What can't be published any more, as its source was hidden meanwhile, waits in review again
    with a note that says why.
    """
    at = now or timezone.now()
    return sum(_publish_due(pk, at) for pk in _due(at))


def _due(at: datetime) -> Iterator[int]:
    due = Article.objects.filter(publish_at__lte=at).order_by("publish_at", "id")
    yield from list(due.values_list("pk", flat=True))


@transaction.atomic
def _publish_due(pk: int, at: datetime) -> bool:
    article = Article.objects.locked().filter(pk=pk).first()
    if article is None or article.approved_by is None or not _is_due(article, at):
        return False
    pending = pending_of(article)
    try:
        with override(article.language):
            refuse_unready(article, pending)
    except CannotPublish as problem:
        _unschedule(article, pending, note=str(problem))
        record(ArticleChanged(article.pk))
        return False
    approver = article.approved_by
    revision = make_public(article, pending, by=approver, at=at)
    settle_doubts(article, approver, at, until=revision.reviewed_at)
    record_publication(article, revision, "article-published", by=approver)
    return True


def _is_due(article: Article, at: datetime) -> bool:
    return article.publish_at is not None and article.publish_at <= at


def _unschedule(article: Article, pending: PendingRevision | None, note: str = "") -> None:
    take_approval_back(article)
    article.save(update_fields=["publish_at", "approved_by"])
    text = pending or article
    text.returned_note = note
    text.save(update_fields=["returned_note"])
