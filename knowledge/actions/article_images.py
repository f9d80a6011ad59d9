"""The images of articles: who may read the article may see them."""

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from community.images.addresses import shown_keys
from community.images.elsewhere import Showing, register_showing
from community.models import Image, ImageUse
from knowledge import policies
from knowledge.actions.article_text import PARTS
from knowledge.models import Article, ArticleImage, ArticleSource, PendingRevision


def settle_images(article: Article) -> None:
    """Note which images `article` shows, in the transaction that saved its text.

    Only images of those who wrote it, of its sources and translations count: whoever knows the
    address of a hidden image does not bring it back in an article (A-AZ-13).
    """
    keys = set().union(*(shown_keys(getattr(article, f"{part}_html")) for part in PARTS))
    uses = ArticleImage.objects.filter(article=article)
    uses.filter(ended_at=None).exclude(key__in=keys).update(ended_at=timezone.now())
    if not keys:
        return
    uses.filter(key__in=keys).update(ended_at=None)
    theirs = Image.objects.filter(
        _of_writers(article) | _of_sources(article) | _of_family(article), removed_at=None
    )
    new = theirs.filter(key__in=keys).exclude(key__in=uses.values("key"))
    ArticleImage.objects.bulk_create(
        ArticleImage(article=article, key=key) for key in new.values_list("key", flat=True)
    )


def _of_writers(article: Article) -> Q:
    return Q(owner__in=article.revisions.values("author"))


def _of_sources(article: Article) -> Q:
    readable = ArticleSource.objects.filter(article=article).readable()
    of_source = Q(question__in=readable.values("question")) | Q(
        answer__in=readable.values("answer")
    )
    return Q(pk__in=ImageUse.objects.filter(of_source, ended_at=None).values("image"))


def _of_family(article: Article) -> Q:
    family = ArticleImage.objects.filter(article__family=article.family, ended_at=None)
    return Q(key__in=family.values("key"))


def _shown_to(viewer) -> Q:
    """Curators see what earlier revisions showed, and what a waiting one will."""
    uses = ArticleImage.objects.filter(key=OuterRef("key"))
    if policies.can_curate(viewer):
        return Q(Exists(uses)) | Q(Exists(_waiting()))
    readable = Article.objects.visible_to(viewer)
    return Q(Exists(uses.filter(article__in=readable, ended_at=None)))


def _needed() -> Q:
    return Q(Exists(ArticleImage.objects.filter(key=OuterRef("key")))) | Q(Exists(_waiting()))


def _waiting() -> QuerySet[PendingRevision]:
    """Few rows: one for each public article that is being changed."""
    names_it = Q()
    for part in PARTS:
        names_it |= Q(**{f"{part}__contains": OuterRef("key")})
    return PendingRevision.objects.filter(names_it)


register_showing(Showing(to=_shown_to, needed=_needed))
