from datetime import datetime

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from accounts import points
from accounts.actions import reputation
from accounts.models import ReputationEntry, User
from community.actions.answers import mark_published, unmark_published
from community.policies import is_customer
from config.events.bus import record
from knowledge import policies
from knowledge.events import ArticleChanged, ArticlePublished
from knowledge.models import Article, ArticleSource


class CannotPublish(Exception):
    """The message is meant for the curator who tried."""


@transaction.atomic
def publish_article(*, article: Article, by: User, now: datetime | None = None) -> Article:
    """Publish a draft as checked by `by`: the thread shows it and the answerers get their points.

    Raises CannotPublish for someone who may not, an empty solution, or a source that is hidden.
    """
    at = now or timezone.now()
    article = Article.objects.select_for_update(no_key=True).get(pk=article.pk)
    if article.is_public:
        return article
    sources = list(_sources(article))
    _check(article, sources, by)
    article.state = Article.State.PUBLISHED
    article.published_at = article.published_at or at
    article.checked_by = by
    article.checked_at = at
    article.save(update_fields=["state", "published_at", "checked_by", "checked_at"])
    show_in_threads(article)
    _credit(article, sources, by, at)
    record(ArticlePublished(article.pk), actor=by)
    return article


@transaction.atomic
def unpublish_article(*, article: Article, by: User) -> Article:
    """Take an article back into draft; its threads no longer point to it, points stay."""
    article = Article.objects.select_for_update(no_key=True).get(pk=article.pk)
    if not policies.can_curate(by):
        raise CannotPublish(_("Only curators can do this."))
    if not article.is_public:
        return article
    article.state = Article.State.DRAFT
    article.save(update_fields=["state"])
    for source in _sources(article):
        unmark_published(answer=source.answer)
    record(ArticleChanged(article.pk), actor=by)
    return article


def show_in_threads(article: Article) -> None:
    """Say in the threads it grew out of what the article is called and where it stands."""
    for source in _sources(article):
        mark_published(answer=source.answer, title=article.title, url=canonical_path(article))


def canonical_path(article: Article) -> str:
    """The address in the article's own language."""
    with translation.override(article.language):
        return article.get_absolute_url()


def _sources(article: Article):
    return (
        ArticleSource.objects.filter(article=article)
        .select_related("question", "answer__affiliation")
        .order_by("question_id", "answer_id")
    )


def _check(article: Article, sources: list[ArticleSource], by: User) -> None:
    if not policies.can_publish(by, article):
        raise CannotPublish(_("This article can't be published by you."))
    if not article.solution.strip():
        raise CannotPublish(_("Write the solution before publishing."))
    if any(source.answer.hidden_at or source.question.hidden_at for source in sources):
        raise CannotPublish(_("The source of this article was hidden by a moderator."))


def _credit(article: Article, sources: list[ArticleSource], by: User, at: datetime) -> None:
    """What was written for the company earns nothing, not even after leaving."""
    by_customers = [source for source in sources if is_customer(source.answer.affiliation)]
    reputation.lock(source.answer.author_id for source in by_customers)
    for source in by_customers:
        reputation.award(
            reputation.Award(
                source.answer.author_id,
                ReputationEntry.Reason.ARTICLE_SOURCE,
                points.ARTICLE_SOURCE,
                f"article:{article.pk}:{source.answer_id}",
                "answer",
                source.answer_id,
                by.pk,
                # Once for each answer, however many articles grow out of it.
                at_most=points.ARTICLE_SOURCE,
            ),
            now=at,
        )
