"""Translations whose original says something else to its readers since they were made."""

from django.db import transaction
from django.utils import timezone

from config.events.bus import record
from knowledge.actions.doubting import raise_doubt, settle_doubts
from knowledge.actions.originals import is_behind
from knowledge.events import ArticleChanged
from knowledge.models import Article, Doubt

Cause = Doubt.Cause


@transaction.atomic
def compare_translations(*, article_id: int) -> None:
    """By what is true now, for the article and its translations: those that are behind what
    readers of their original get are doubted since that day, the others are not; and those whose
    original is retired, once for each time that it was."""
    related = Article.objects.filter(pk=article_id, original__isnull=False)
    related |= Article.objects.filter(original=article_id)
    rows = related.select_for_update(of=("self",), no_key=True).order_by("pk")
    for translation in rows.select_related("original"):
        if translation.original:
            _compare(translation, translation.original)


def _compare(translation: Article, original: Article) -> None:
    if is_behind(translation) and original.is_public:
        raise_doubt(
            article=translation,
            cause=Cause.ORIGINAL_CHANGED,
            subject=f"article-{original.pk}",
            now=original.revised_at,
        )
    else:
        _settle(translation, Cause.ORIGINAL_CHANGED)
    if original.state != Article.State.RETIRED:
        _settle(translation, Cause.ORIGINAL_RETIRED)
    elif translation.is_public and not _was_asked(translation, original):
        raise_doubt(
            article=translation, cause=Cause.ORIGINAL_RETIRED, subject=f"article-{original.pk}"
        )


def _was_asked(translation: Article, original: Article) -> bool:
    asked = translation.doubts.filter(cause=Cause.ORIGINAL_RETIRED)
    return asked.filter(opened_at__gte=original.retired_at).exists()


def _settle(translation: Article, cause: str) -> None:
    state = translation.state
    settle_doubts(translation, None, timezone.now(), causes=[cause])
    if translation.state != state:
        record(ArticleChanged(translation.pk))
