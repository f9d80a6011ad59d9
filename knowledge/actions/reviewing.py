"""Who looks at a text before its readers do, and who says later that it is still true."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from config.audit.recording import record_act
from config.events.bus import record
from knowledge import policies
from knowledge.actions.doubting import is_second_person, settle_doubts
from knowledge.actions.pending import pending_of
from knowledge.actions.publishing import plan_next_review
from knowledge.actions.revisions import see, take_approval_back
from knowledge.events import ArticleChanged, ArticleReturned, ArticleSubmitted
from knowledge.models import Article, Doubt, PendingRevision, Revision

NOTE_LENGTH = Article._meta.get_field("returned_note").max_length


class CannotReview(Exception):
    """The message is meant for the employee who tried."""


@transaction.atomic
def submit_article(*, article: Article, by: User, now: datetime | None = None) -> Article:
    """Ask for a second pair of eyes on a draft, or on what a published article is to say next.

    Twice does no harm. Raises CannotReview for who may not curate, and where nothing waits.
    """
    article = _locked(article)
    pending = pending_of(article)
    if _is_submitted(article, pending):
        return article
    if not policies.can_submit(by, article):
        raise CannotReview(_("This article can't be submitted by you."))
    if article.is_public and pending is None:
        raise CannotReview(_("Nothing of this article waits for review."))
    _set_submitted(article, pending, at=now or timezone.now())
    number = (pending or article).version
    record_act("article-submitted", by=by, subject=f"article-{article.pk}", revision=number)
    record(ArticleSubmitted(article.pk), actor=by)
    return article


@transaction.atomic
def return_article(*, article: Article, by: User, note: str) -> Article:
    """Send what was submitted back to its author; `note` says what is missing.

    Raises CannotReview for who may not curate, where nothing was submitted, and without a note.
    """
    article = _locked(article)
    pending = pending_of(article)
    if not policies.can_curate(by):
        raise CannotReview(_("Only curators can do this."))
    if not _is_submitted(article, pending):
        raise CannotReview(_("This article is not in review."))
    if not note.strip():
        raise CannotReview(_("Say what is missing."))
    _set_returned(article, pending, note.strip()[:NOTE_LENGTH])
    number = (pending or article).version
    record_act(
        "article-returned", by=by, subject=f"article-{article.pk}", revision=number, why=note
    )
    record(ArticleReturned(article.pk), actor=by)
    return article


@transaction.atomic
def hand_over_article(*, article: Article, to: User, by: User) -> Article:
    """Make `to` the one who keeps it; raises CannotReview for who may not edit it."""
    article = _locked(article)
    if not policies.can_edit(by, article):
        raise CannotReview(_("This article can't be edited."))
    if article.owner_id == to.pk:
        return article
    article.owner = to
    article.save(update_fields=["owner"])
    settle_doubts(article, by, timezone.now(), [Doubt.Cause.OWNER_LEFT])
    record_act("article-handed-over", by=by, subject=f"article-{article.pk}")
    record(ArticleChanged(article.pk), actor=by)
    return article


@transaction.atomic
def plan_review(*, article: Article, on: date | None, by: User) -> Article:
    """Say on which day somebody looks at it again; raises CannotReview for who may not edit it."""
    article = _locked(article)
    if not policies.can_edit(by, article):
        raise CannotReview(_("This article can't be edited."))
    if article.review_on == on:
        return article
    before, article.review_on = article.review_on, on
    article.save(update_fields=["review_on"])
    record_act(
        "article-review-planned",
        by=by,
        subject=f"article-{article.pk}",
        before=str(before or ""),
        after=str(on or ""),
    )
    record(ArticleChanged(article.pk), actor=by)
    return article


@transaction.atomic
def confirm_article(*, article: Article, by: User, now: datetime | None = None) -> Article:
    """Say that a published article is true as of now; what was in doubt is settled.

    What its writer published alone stays open until another curator confirms it. Raises
    CannotReview for who is neither curator nor employee, and for what is not public.
    """
    at = now or timezone.now()
    article = _locked(article)
    if not policies.can_confirm(by, article):
        raise CannotReview(_("This article can't be confirmed by you."))
    revision = article.publications.current().select_related("revision").get().revision
    _set_reviewed(article, revision, by, at)
    article.checked_by, article.checked_at = by, at
    plan_next_review(article, at)
    article.save(update_fields=["checked_by", "checked_at", "review_on"])
    settle_doubts(article, by, at)
    record_act(
        "article-confirmed", by=by, subject=f"article-{article.pk}", revision=revision.number
    )
    record(ArticleChanged(article.pk), actor=by)
    return article


def _locked(article: Article) -> Article:
    return Article.objects.locked().get(pk=article.pk)


def _is_submitted(article: Article, pending: PendingRevision | None) -> bool:
    if pending is not None:
        return pending.submitted_at is not None
    return article.state == Article.State.IN_REVIEW


def _set_submitted(article: Article, pending: PendingRevision | None, *, at: datetime) -> None:
    if pending is not None:
        pending.submitted_at, pending.returned_note = at, ""
        pending.save(update_fields=["submitted_at", "returned_note"])
        return
    article.state, article.returned_note = Article.State.IN_REVIEW, ""
    article.save(update_fields=["state", "returned_note"])


def _set_returned(article: Article, pending: PendingRevision | None, note: str) -> None:
    take_approval_back(article)
    if pending is not None:
        pending.submitted_at, pending.returned_note = None, note
        pending.save(update_fields=["submitted_at", "returned_note"])
    else:
        article.state, article.returned_note = Article.State.DRAFT, note
    article.save(update_fields=["state", "returned_note", "publish_at", "approved_by"])


def _set_reviewed(article: Article, revision: Revision, by: User, at: datetime) -> None:
    """A curator who wrote none of it is the second person that it lacked."""
    if article.check_due_at and is_second_person(article, by):
        see(revision, by=by, at=at)
