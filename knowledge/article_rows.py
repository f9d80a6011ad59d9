"""What the page of an article loads, by queries that are prepared once."""

from django.db.models import Subquery

from community.plain_viewers import PlainViewer, shape_of
from config.prepared_rows import PreparedRows
from knowledge.models import Article, ArticleSource


def article_for_page(article_id: int, viewer) -> Article | None:
    """None if `viewer` may not see it."""
    return next(iter(_articles(_is_curator(viewer), article_id=article_id)), None)


def sources_for_page(article: Article, viewer) -> list[ArticleSource]:
    """The threads it grew out of that `viewer` may see, with everybody who is named for them."""
    return _sources(*shape_of(viewer), article_id=article.pk)


def translations_for_page(article: Article, viewer) -> list[Article]:
    return _translations(_is_curator(viewer), article_id=article.pk)


def _is_curator(viewer) -> bool:
    return viewer.is_authenticated and viewer.is_curator


def _visible(is_curator: bool):
    viewer = PlainViewer(is_authenticated=is_curator, is_moderator=False, is_curator=is_curator)
    return Article.objects.visible_to(viewer)


@PreparedRows
def _articles(is_curator: bool, *, article_id: int):
    return _visible(is_curator).for_page().filter(pk=article_id)


@PreparedRows
def _sources(is_member: bool, is_moderator: bool, *, article_id: int):
    viewer = PlainViewer(is_member, is_moderator)
    return ArticleSource.objects.filter(article=article_id).visible_to(viewer).for_credit()


@PreparedRows
def _translations(is_curator: bool, *, article_id: int):
    family = Article.objects.filter(pk=article_id).values("family")
    return _visible(is_curator).published().filter(family=Subquery(family)).exclude(pk=article_id)
