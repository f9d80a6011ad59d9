"""Which version of its original a translation says, and whether that is still what it says."""

from datetime import datetime

from django.db.models import Max

from accounts.models import User
from knowledge.actions.doubting import settle_doubts
from knowledge.models import Article, Doubt, Publication, Significance


def follow_original(article: Article, *, by: User | None, at: datetime) -> None:
    """For what publishes a text of the locked `article`: readers now get what its newest revision
    says of the original. What is no translation is left alone."""
    if article.original_id is None:
        return
    told = article.revisions.filter(discarded_at=None).aggregate(newest=Max("original_version"))
    says(article, max(told["newest"] or 0, article.original_version or 0), by=by, at=at)


def says(article: Article, version: int, *, by: User | None, at: datetime) -> None:
    """The locked translation says `version` of its original; where that is all that matters, it is
    behind no longer."""
    article.original_version = version
    article.save(update_fields=["original_version"])
    if not is_behind(article):
        settle_doubts(article, by, at, causes=[Doubt.Cause.ORIGINAL_CHANGED])


def is_behind(article: Article) -> bool:
    """Has the original changed in meaning, for its readers, since the version it says?
    What is no translation is never behind."""
    if article.original_id is None:
        return False
    published = Publication.objects.filter(article=article.original_id)
    later = published.filter(revision__number__gt=article.original_version)
    return later.filter(revision__significance=Significance.MEANING).exists()
