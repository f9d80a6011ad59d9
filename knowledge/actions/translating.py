"""Articles that say the same in another language, and keep saying it."""

from datetime import datetime
from typing import NoReturn

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from community.markup import RENDERER_VERSION
from config.audit.recording import record_act
from config.events.bus import record
from config.slugs import slugify
from knowledge import policies
from knowledge.actions.article_text import ArticleFields
from knowledge.actions.editing import edit_article
from knowledge.actions.originals import says
from knowledge.actions.pending import pending_of
from knowledge.actions.revisions import write_revision
from knowledge.events import ArticleChanged
from knowledge.models import Article, Significance


class CannotTranslate(Exception):
    """The message is meant for the curator who tried."""


def translation_of(original: Article, language: str) -> Article | None:
    """The article of its family in that language."""
    return Article.objects.filter(family=original.family, language=language).first()


@transaction.atomic
def begin_translation(
    *, article: Article, language: str, by: User, now: datetime | None = None
) -> Article:
    """A draft in `language` of what readers of `article` get, without its texts as yet; where the
    family has an article in it already, that one. Either names `article` as its original.

    Raises CannotTranslate for who may not curate, what is not public, and an article that is
    itself the translation of the one in that language.
    """
    original = Article.objects.locked().get(pk=article.pk)
    _refuse_unless_translatable(original, language, by)
    at = now or timezone.now()
    existing = translation_of(original, language)
    if existing is not None:
        return _adopted(existing, original, by)
    draft = _draft(original, language, by, at)
    record_act(
        "article-translation-begun",
        by=by,
        subject=f"article-{draft.pk}",
        revision=draft.version,
        why=f"article-{original.pk}",
    )
    record(ArticleChanged(draft.pk), actor=by)
    return draft


@transaction.atomic
def save_translation(
    *,
    original: Article,
    language: str,
    by: User,
    version: int,
    original_version: int,
    fields: ArticleFields,
    significance: str = Significance.CONTENT,
    summary: str = "",
    now: datetime | None = None,
) -> Article:
    """Save the translation on top of its `version` (0 before there is one), made of
    `original_version`; readers are told so when they get it.

    Raises what `begin_translation` and `edit_article` raise; then nothing was begun.
    """
    is_new = translation_of(original, language) is None
    article = begin_translation(article=original, language=language, by=by, now=now)
    article = edit_article(
        article=article,
        by=by,
        version=article.version if is_new else version,
        fields=fields,
        significance=significance,
        summary=summary,
        now=now,
    )
    pending = pending_of(article)
    if pending is None:
        return translation_done(article=article, version=original_version, by=by, now=now)
    newest = article.revisions.filter(number=pending.version)
    newest.update(original_version=_possible(article, original_version))
    return article


@transaction.atomic
def translation_done(
    *, article: Article, version: int, by: User, now: datetime | None = None
) -> Article:
    """Say that the text as it stands says `version` of its original.

    Raises CannotTranslate for who may not curate, what is no translation, and a version that
    there is not.
    """
    article = Article.objects.locked().get(pk=article.pk)
    if not policies.can_edit(by, article) or article.original_id is None:
        _refuse(_("This article is no translation that you can change."))
    version = _possible(article, version)
    says(article, version, by=by, at=now or timezone.now())
    record_act(
        "article-translated",
        by=by,
        subject=f"article-{article.pk}",
        revision=article.version,
        why=f"article-{article.original_id}, {version}",
    )
    record(ArticleChanged(article.pk), actor=by)
    return article


def _refuse_unless_translatable(original: Article, language: str, by: User) -> None:
    if not policies.can_curate(by):
        _refuse(_("Only curators can do this."))
    if not original.is_public:
        _refuse(_("Only what is published can be translated."))
    if language == original.language or language not in dict(settings.LANGUAGES):
        _refuse(_("The article is in this language already."))


def _adopted(article: Article, original: Article, by: User) -> Article:
    """Its original is from now on the one that it is translated from."""
    if original.original_id == article.pk:
        _refuse(_("This is the original: its translation follows it, not the other way round."))
    if article.state == Article.State.RETIRED:
        _refuse(_("The article in this language was retired. Bring it back first."))
    if article.original_id == original.pk:
        return article
    article = Article.objects.locked().get(pk=article.pk)
    article.original, article.original_version = original, original.version
    article.save(update_fields=["original", "original_version"])
    record_act(
        "article-translation-linked",
        by=by,
        subject=f"article-{article.pk}",
        why=f"article-{original.pk}",
    )
    return article


def _draft(original: Article, language: str, by: User, at: datetime) -> Article:
    try:
        with transaction.atomic():
            draft = Article.objects.create(
                family=original.family,
                language=language,
                title=original.title,
                slug=slugify(original.title),
                renderer_version=RENDERER_VERSION,
                product=original.product,
                valid_for=original.valid_for,
                valid_until=original.valid_until,
                audience=original.audience,
                owner=by,
                created_at=at,
                original=original,
                original_version=original.version,
            )
    except IntegrityError:
        _refuse(_("There is an article in this language already."))
    write_revision(draft, by=by, at=at)
    return draft


def _possible(article: Article, version: int) -> int:
    original = article.original
    if original is None or not 1 <= version <= original.version:
        _refuse(_("The original has no such version."))
    return version


def _refuse(message: str) -> NoReturn:
    raise CannotTranslate(message)
