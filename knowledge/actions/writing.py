"""Articles that no thread led to, and articles that say the same in another language."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from config.audit.recording import record_act
from config.events.bus import record
from knowledge import policies
from knowledge.actions.article_text import ArticleFields, put_text
from knowledge.actions.revisions import write_revision
from knowledge.events import ArticleChanged
from knowledge.models import Article


class CannotWrite(Exception):
    """The message is meant for the curator who tried."""


@transaction.atomic
def begin_article(*, by: User, title: str, language: str, now: datetime | None = None) -> Article:
    """An empty draft, to be filled by `edit_article`; raises CannotWrite for who may not curate."""
    if not policies.can_curate(by):
        raise CannotWrite(_("Only curators can make articles."))
    fields = ArticleFields(title=title)
    article = new_draft(fields, language=language, by=by, at=now or timezone.now())
    record_act("article-begun", by=by, subject=f"article-{article.pk}", revision=1, after=title)
    record(ArticleChanged(article.pk), actor=by)
    return article


def new_draft(fields: ArticleFields, *, language: str, by: User, at: datetime) -> Article:
    """The first state of an article, kept by who began it."""
    article = Article(language=language, owner=by, created_at=at)
    put_text(article, fields)
    article.save()
    write_revision(article, by=by, at=at)
    return article


@transaction.atomic
def link_translation(*, article: Article, original: Article, by: User) -> Article:
    """Say that `article` is `original`, as it stands now, in another language.

    Raises CannotWrite for who may not curate, where that language has an article already, and
    where `article` has translations of its own.
    """
    if not policies.can_curate(by):
        raise CannotWrite(_("Only curators can do this."))
    article, original = _locked(article, original)
    if article.family == original.family:
        return article
    if article.translations.exists():
        raise CannotWrite(_("This article has translations of its own."))
    article.family = original.family
    article.original = original
    article.original_version = original.version
    try:
        with transaction.atomic():
            article.save(update_fields=["family", "original", "original_version"])
    except IntegrityError:
        raise CannotWrite(_("There is an article in this language already.")) from None
    record_act(
        "article-translation-linked",
        by=by,
        subject=f"article-{article.pk}",
        why=f"article-{original.pk}",
    )
    record(ArticleChanged(article.pk), actor=by)
    return article


def _locked(article: Article, original: Article) -> tuple[Article, Article]:
    """The translation and what it was translated from, which is no translation itself."""
    locked = Article.objects.locked()
    article, original = locked.get_each(article.pk, original.original_id or original.pk)
    return article, original
