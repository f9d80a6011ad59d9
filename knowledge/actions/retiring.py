"""Articles that nobody is to read any more, and those that come back."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from config.audit.recording import record_act
from config.events.bus import record
from knowledge import policies
from knowledge.actions.article_text import in_one
from knowledge.actions.doubting import settle_doubts
from knowledge.actions.pending import give_up, pending_of
from knowledge.actions.revisions import end_publication, take_approval_back
from knowledge.actions.showing import hide_in_threads, sources_of, take_credit_back
from knowledge.events import ArticleChanged, ArticleRetired
from knowledge.models import Article


class CannotRetire(Exception):
    """The message is meant for the curator who tried."""


@transaction.atomic
def retire_article(
    *,
    article: Article,
    by: User,
    retired_as: str,
    why: str = "",
    successor: Article | None = None,
    now: datetime | None = None,
) -> Article:
    """Take an article from its readers for good; they are sent to `successor`, if there is one.

    It was wrong within thirty days of its first publication: its sources give their points back.
    Twice does no harm. Raises CannotRetire for who may not curate, without a reason, and for a
    successor that readers can't read: so whoever follows one comes to an end.
    """
    at = now or timezone.now()
    article, successor = _locked(article, successor)
    if article.state == Article.State.RETIRED and policies.can_curate(by):
        return article
    _check(article, by, retired_as, successor)
    before, number = in_one(article), article.version
    _end(article, at)
    article.state, article.retired_at = Article.State.RETIRED, at
    article.retired_as, article.successor = retired_as, successor
    take_approval_back(article)
    article.save()
    settle_doubts(article, by, at)
    hide_in_threads(article)
    if retired_as == Article.Retired.WRONG:
        take_credit_back(article, sources_of(article), at=at)
    record_act(
        "article-retired",
        by=by,
        subject=f"article-{article.pk}",
        revision=number,
        before=before,
        why=f"{retired_as}: {why}",
    )
    record(ArticleRetired(article.pk), actor=by)
    record(ArticleChanged(article.pk), actor=by)
    return article


@transaction.atomic
def bring_back_article(*, article: Article, by: User) -> Article:
    """Make a retired article a draft again, whose approval is void; raises CannotRetire for who may
    not curate."""
    article, _none = _locked(article, None)
    if not policies.can_curate(by):
        raise CannotRetire(_("Only curators can do this."))
    if not policies.can_bring_back(by, article):
        return article
    article.state, article.retired_at = Article.State.DRAFT, None
    article.retired_as, article.successor = "", None
    article.save(update_fields=["state", "retired_at", "retired_as", "successor"])
    record_act(
        "article-brought-back", by=by, subject=f"article-{article.pk}", revision=article.version
    )
    record(ArticleChanged(article.pk), actor=by)
    return article


def _locked(article: Article, successor: Article | None) -> tuple[Article, Article | None]:
    if successor is None:
        return Article.objects.locked().get(pk=article.pk), None
    article, successor = Article.objects.locked().get_each(article.pk, successor.pk)
    return article, successor


def _check(article: Article, by: User, retired_as: str, successor: Article | None) -> None:
    if not policies.can_retire(by, article):
        raise CannotRetire(_("Only curators can do this."))
    if retired_as not in Article.Retired.values:
        raise CannotRetire(_("Say why it is retired."))
    if successor is None:
        if retired_as == Article.Retired.REPLACED:
            raise CannotRetire(_("Say which article says it now."))
        return
    if successor.pk == article.pk or not successor.is_public:
        raise CannotRetire(_("What replaces it has to be another, published article."))


def _end(article: Article, at: datetime) -> None:
    """What waited for it is given up and stays in its history."""
    end_publication(article, at=at)
    if pending := pending_of(article):
        give_up(article, pending, at=at)
