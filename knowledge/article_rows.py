"""What the page of an article loads, by queries that are prepared once."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Exists, F, Max, Min, OuterRef, Q, Subquery

from accounts.models import Affiliation, User
from accounts.templatetags.people import Speaker
from community.models import Product
from community.plain_viewers import PlainViewer, shape_of
from config.paging import rows_of_page
from config.prepared_rows import PreparedRows
from knowledge.models import Article, ArticleSource, ForeignSource, Revision
from knowledge.models.article import audiences_of

UNREAD_BENEATH_AN_ARTICLE = (
    *("question__body", "question__body_html"),
    *("answer__body", "answer__body_html"),
)


def article_for_page(article_id: int, viewer) -> Article | None:
    """None if `viewer` may not see it."""
    return next(iter(_articles(*_shape(viewer), article_id=article_id)), None)


def sources_for_page(article: Article, viewer) -> list[ArticleSource]:
    """The threads it grew out of that `viewer` may see, with everybody who is named for them."""
    return _sources(*shape_of(viewer), article_id=article.pk)


def credited_sources(article: Article, viewer) -> list[ArticleSource]:
    """The same without the texts of the posts: names and titles stand beneath an article."""
    return _credited(*shape_of(viewer), article_id=article.pk)


def by_thread(sources: Iterable[ArticleSource]) -> list[list[ArticleSource]]:
    """A thread whose answers led to an article together is named once."""
    threads: dict[int, list[ArticleSource]] = {}
    for source in sources:
        threads.setdefault(source.question_id, []).append(source)
    return list(threads.values())


def foreign_sources_for_page(article: Article) -> list[ForeignSource]:
    """Where an imported article comes from; other articles cost no query."""
    if not article.is_imported:  # type: ignore[attr-defined]
        return []
    return list(ForeignSource.objects.filter(article=article.pk).order_by("id"))


def translations_for_page(article: Article, viewer) -> list[Article]:
    return _translations(*_shape(viewer), article_id=article.pk)


def editors_for_page(article: Article) -> list[Speaker]:
    """Who wrote what readers got, the first one first, and for whom they wrote, if anybody."""
    held: dict[int, list[Affiliation]] = {}
    for term in _terms_of_editors(article_id=article.pk):
        held.setdefault(term.user_id, []).append(term)
    editors = _editors(article_id=article.pk)
    return [_as_speaker(editor, held.get(editor.pk, [])) for editor in editors]


def _as_speaker(editor, terms: Sequence[Affiliation]) -> Speaker:
    first, last = editor.first_at, editor.last_at
    return Speaker(editor, _affiliation_then(terms, first=first, last=last))


def listed_articles(
    viewer, language: str, sort: str, newer: bool, *, product: Product | None, **place: Any
) -> list[Article]:
    """As `config.paging.loaded_page` asks for them: of `product` and those below it, if given."""
    at = {} if product is None else {"product_id": product.pk}
    return _in_list(*_shape(viewer), sort, newer, language=language, **at, **place)


def product_at(slug: str) -> Product | None:
    return next(iter(_product(slug=slug)), None)


def topics_for_list() -> list[tuple[Product, list[Product]]]:
    """The products as a tree of two levels."""
    products = _products()
    below: dict[int | None, list[Product]] = {}
    for product in products:
        below.setdefault(product.parent_id, []).append(product)
    return [(group, below.get(group.pk, [])) for group in below.get(None, [])]


def successor_of(article_id: int, viewer) -> Article | None:
    """What `viewer` reads instead of a retired article that he could once have read, if anything.

    A chain of successors is followed to the first that is public.
    """
    asked: set[int | None] = set()
    next_id: int | None = article_id
    while next_id and next_id not in asked:
        asked.add(next_id)
        next_id = (
            _retired_for(viewer).filter(pk=next_id).values_list("successor", flat=True).first()
        )
        found = Article.objects.visible_to(viewer).published().filter(pk=next_id).first()
        if found is not None:
            return found
    return None


def _retired_for(viewer):
    return Article.objects.filter(state=Article.State.RETIRED, audience__in=audiences_of(viewer))


def _affiliation_then(
    terms: Sequence[Affiliation], *, first: datetime, last: datetime
) -> Affiliation | None:
    """The latest of `terms`, the first granted first, that held while he wrote."""
    held = [
        each
        for each in terms
        if each.granted_at <= last and (each.ended_at is None or each.ended_at > first)
    ]
    return held[-1] if held else None


def _shape(viewer) -> tuple[bool, bool, bool]:
    if not viewer.is_authenticated:
        return False, False, False
    return True, viewer.is_curator, viewer.works_here


def _visible(is_member: bool, is_curator: bool, works_here: bool):
    viewer = PlainViewer(is_member, False, is_curator=is_curator, works_here=works_here)
    return Article.objects.visible_to(viewer)


@PreparedRows
def _products():
    return Product.objects.in_order()


@PreparedRows
def _product(*, slug: str):
    return Product.objects.select_related("parent").filter(slug=slug)


@PreparedRows
def _in_list(
    is_member: bool,
    is_curator: bool,
    works_here: bool,
    sort: str,
    newer: bool,
    *,
    language: str,
    product_id: int | None = None,
    **place: Any,
):
    articles = _visible(is_member, is_curator, works_here).published().for_reading()
    articles = articles.filter(language=language)
    if product_id is not None:
        below = Q(product=product_id) | Q(product__parent=product_id)
        articles = articles.filter(below)
    return rows_of_page(articles, newer, columns=(sort, "id"), **place)


@PreparedRows
def _articles(*shape: bool, article_id: int):
    imported = ForeignSource.objects.filter(article=OuterRef("pk"))
    found = _visible(*shape).for_readers_page().filter(pk=article_id)
    return found.annotate(is_imported=Exists(imported))


@PreparedRows
def _sources(is_member: bool, is_moderator: bool, *, article_id: int):
    viewer = PlainViewer(is_member, is_moderator)
    return ArticleSource.objects.filter(article=article_id).visible_to(viewer).for_credit()


@PreparedRows
def _credited(is_member: bool, is_moderator: bool, *, article_id: int):
    viewer = PlainViewer(is_member, is_moderator)
    sources = ArticleSource.objects.filter(article=article_id).visible_to(viewer).for_credit()
    return sources.defer(*UNREAD_BENEATH_AN_ARTICLE)


@PreparedRows
def _translations(*shape: bool, article_id: int):
    family = Article.objects.filter(pk=article_id).values("family")
    others = _visible(*shape).published().filter(family=Subquery(family)).exclude(pk=article_id)
    return others.only("title", "slug", "language").order_by("language", "id")


def _what_readers_got(article_id: int):
    return Revision.objects.filter(
        article=article_id, discarded_at=None, number__lte=F("article__version")
    )


@PreparedRows
def _terms_of_editors(*, article_id: int):
    authors = _what_readers_got(article_id).values("author")
    terms = Affiliation.objects.filter(user__in=authors).select_related("organisation")
    return terms.order_by("granted_at", "id")


@PreparedRows
def _editors(*, article_id: int):
    revisions = _what_readers_got(article_id)
    written = revisions.filter(author=OuterRef("pk")).values("author")
    return (
        User.objects.filter(pk__in=revisions.values("author"))
        .annotate(first_at=Subquery(written.annotate(at=Min("created_at")).values("at")))
        .annotate(last_at=Subquery(written.annotate(at=Max("created_at")).values("at")))
        .order_by("first_at", "id")
    )
