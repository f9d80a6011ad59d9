"""Who keeps an article, who is to look at it, and who said last that it is true."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from config.events.bus import record
from knowledge import policies
from knowledge.events import ArticleChanged
from knowledge.models import Article


class CannotReview(Exception):
    """The message is meant for the employee who tried."""


@transaction.atomic
def submit_article(*, article: Article, by: User) -> Article:
    """Ask for a second pair of eyes; raises CannotReview for who may not curate and no draft."""
    article = Article.objects.select_for_update(no_key=True).get(pk=article.pk)
    if article.state == Article.State.IN_REVIEW:
        return article
    if not policies.can_publish(by, article):
        raise CannotReview(_("This article can't be submitted by you."))
    article.state = Article.State.IN_REVIEW
    article.save(update_fields=["state"])
    record(ArticleChanged(article.pk), actor=by)
    return article


@transaction.atomic
def hand_over_article(*, article: Article, to: User, by: User) -> Article:
    """Make `to` the one who keeps it; raises CannotReview for who may not curate."""
    if not policies.can_curate(by):
        raise CannotReview(_("Only curators can do this."))
    article = Article.objects.select_for_update(no_key=True).get(pk=article.pk)
    if article.owner_id == to.pk:
        return article
    article.owner = to
    article.save(update_fields=["owner"])
    record(ArticleChanged(article.pk), actor=by)
    return article


@transaction.atomic
def confirm_article(*, article: Article, by: User, now: datetime | None = None) -> Article:
    """Say that a published article is true as of now; it then needs no review any more.

    Raises CannotReview for who is neither curator nor employee, and for what is not public.
    """
    article = Article.objects.select_for_update(no_key=True).get(pk=article.pk)
    if not policies.can_confirm(by, article):
        raise CannotReview(_("This article can't be confirmed by you."))
    article.state = Article.State.PUBLISHED
    article.checked_by = by
    article.checked_at = now or timezone.now()
    article.save(update_fields=["state", "checked_by", "checked_at"])
    record(ArticleChanged(article.pk), actor=by)
    return article
