"""Articles that no thread led to, and articles that say the same in another language."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from community.markup import RENDERER_VERSION
from config.events.bus import record
from config.slugs import slugify
from knowledge import policies
from knowledge.actions.editing import write_revision
from knowledge.events import ArticleChanged
from knowledge.models import Article


class CannotWrite(Exception):
    """The message is meant for the curator who tried."""


@transaction.atomic
def begin_article(*, by: User, title: str, language: str, now: datetime | None = None) -> Article:
    """An empty draft, to be filled by `edit_article`; raises CannotWrite for who may not curate."""
    if not policies.can_curate(by):
        raise CannotWrite(_("Only curators can make articles."))
    at = now or timezone.now()
    article = Article.objects.create(
        language=language,
        title=title,
        slug=slugify(title),
        renderer_version=RENDERER_VERSION,
        owner=by,
        created_at=at,
    )
    write_revision(article, by=by, at=at)
    record(ArticleChanged(article.pk), actor=by)
    return article


@transaction.atomic
def link_translation(*, article: Article, original: Article, by: User) -> Article:
    """Say that `article` is `original` in another language.

    Raises CannotWrite for who may not curate and where that language has an article already.
    """
    if not policies.can_curate(by):
        raise CannotWrite(_("Only curators can do this."))
    article = Article.objects.select_for_update(no_key=True).get(pk=article.pk)
    if article.family == original.family:
        return article
    article.family = original.family
    try:
        with transaction.atomic():
            article.save(update_fields=["family"])
    except IntegrityError:
        raise CannotWrite(_("There is an article in this language already.")) from None
    record(ArticleChanged(article.pk), actor=by)
    return article
