"""Articles that were written elsewhere, taken in many at once: all of a batch or nothing.

Nobody is told that they are public: they are not news. They belong to `owner`, who
answers for them; what goes public was published by whoever ran the import, without a second
person, and the record says so.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from accounts.models import User
from community.importing.known import remember
from community.markup import Rendered
from community.models import Product
from config.audit.recording import record_act
from config.slugs import slugify
from knowledge import policies
from knowledge.actions.article_images import settle_images
from knowledge.actions.article_text import PARTS, fields_of, in_one
from knowledge.actions.doubting import raise_doubt
from knowledge.actions.indexing import request_indexing
from knowledge.actions.linking import settle_links
from knowledge.models import Article, ForeignSource, Publication, Revision

ARTICLE = "article"
State = Article.State

_SAME = (
    *("family", "language", "title", "search_phrases", "product", "valid_for", "valid_until"),
    *("audience", "version", "created_at", "published_at", "revised_at", "checked_at"),
    *("review_on", "retired_as", "retired_at"),
)
_OF_A_PRODUCT = ("slug", "name_de", "name_en", "description_de", "description_en", "position")


class CannotImport(Exception):
    """The message is meant for the operator."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewArticle:
    """What an import writes. `state` is where it is to stand here; `original` is set afterwards,
    with its version, by `link_imported`."""

    external_id: str
    family: str
    language: str
    title: str
    parts: Mapping[str, tuple[str, Rendered]]
    search_phrases: str
    product: Product | None
    valid_for: str
    valid_until: date | None
    audience: str
    state: str
    version: int
    created_at: datetime
    published_at: datetime | None
    revised_at: datetime | None
    checked_at: datetime | None
    review_on: date | None
    retired_as: str
    retired_at: datetime | None
    doubts: Sequence[tuple[str, str]]
    # Title, link and credit of each.
    sources: Sequence[tuple[str, str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """How an imported article hangs together with another; both by family and language."""

    article: tuple[str, str]
    original: tuple[str, str] | None = None
    original_version: int = 1
    successor: tuple[str, str] | None = None


@transaction.atomic
def write_imported(
    articles: Sequence[NewArticle], *, owner: User, source: str, now: datetime
) -> list[Article]:
    """Write articles that are not here yet.

    Raises CannotImport where `owner` may not keep articles, and IntegrityError where another
    import was faster.
    """
    if not policies.can_curate(owner):
        raise CannotImport(f"{owner.display_name} is no curator.")
    rows = Article.objects.bulk_create(_article(new, owner) for new in articles)
    both = list(zip(articles, rows, strict=True))
    revisions = Revision.objects.bulk_create(_revision(row, now) for row in rows)
    Publication.objects.bulk_create(
        Publication(article=revision.article, revision=revision, since=now)
        for revision in revisions
        if revision.article.is_public
    )
    ForeignSource.objects.bulk_create(
        ForeignSource(article=row, title=title, link=link, credit=credit)
        for new, row in both
        for title, link, credit in new.sources
    )
    remember(source, ARTICLE, [(new.external_id, row.pk) for new, row in both])
    for new, row in both:
        _settle(row, new, source, now)
    request_indexing(f"article-{row.pk}" for row in rows)
    return rows


def _article(new: NewArticle, owner: User) -> Article:
    public = new.state in Article.PUBLIC_STATES
    return Article(
        **{part: new.parts[part][0] for part in PARTS},
        **{f"{part}_html": new.parts[part][1].html for part in PARTS},
        renderer_version=new.parts["solution"][1].version,
        **{name: getattr(new, name) for name in _SAME},
        slug=slugify(new.title),
        # What its doubts make of it comes afterwards.
        state=State.PUBLISHED if public else new.state,
        owner=owner,
        checked_by=owner if new.checked_at else None,
    )


def _revision(article: Article, at: datetime) -> Revision:
    return Revision(
        article=article,
        number=article.version,
        **fields_of(article).as_columns(),
        author=article.owner,
        created_at=at,
    )


def _settle(article: Article, new: NewArticle, source: str, now: datetime) -> None:
    settle_images(article)
    settle_links(article_id=article.pk)
    for cause, note in new.doubts:
        raise_doubt(article=article, cause=cause, note=note, now=now)
    record_act(
        "article-imported",
        by=None,
        subject=f"article-{article.pk}",
        revision=article.version,
        after=in_one(article),
        why=source,
    )


@transaction.atomic
def link_imported(relations: Sequence[Relation]) -> int:
    """Say which articles are translations and which are replaced, where that is not said yet;
    return of how many. What names an article that is not here is passed over."""
    ends = {end for one in relations for end in (one.article, one.original, one.successor) if end}
    by_name = _by_name(ends)
    return sum(_link(one, by_name) for one in relations if one.article in by_name)


def _by_name(names: set[tuple[str, str]]) -> dict[tuple[str, str], Article]:
    families = {family for family, _language in names}
    rows = Article.objects.locked().filter(family__in=families)
    found = {(str(row.family), row.language): row for row in rows}
    return {name: row for name, row in found.items() if name in names}


def _link(relation: Relation, by_name: Mapping[tuple[str, str], Article]) -> int:
    article = by_name[relation.article]
    rows = Article.objects.filter(pk=article.pk)
    linked = 0
    if original := by_name.get(relation.original or ("", "")):
        version = min(relation.original_version, original.version)
        said = {"original": original, "original_version": version}
        linked += rows.filter(original=None).exclude(pk=original.pk).update(**said)
        revisions = Revision.objects.filter(article=article, original_version=None)
        revisions.filter(number=article.version).update(original_version=version)
    if successor := by_name.get(relation.successor or ("", "")):
        retired = rows.filter(state=State.RETIRED, successor=None)
        linked += retired.exclude(pk__in=_chain_from(successor)).update(successor=successor)
    return linked


def _chain_from(article: Article) -> list[int]:
    """The article and those that its successors lead to, so that no chain of them loops."""
    successors = Article.objects.values_list("successor", flat=True)
    chain = [article.pk]
    while (following := successors.get(pk=chain[-1])) and following not in chain:
        chain.append(following)
    return chain


@transaction.atomic
def add_products(products: Sequence[Mapping[str, str]]) -> int:
    """Add those that are not here yet, parents first; return how many.

    Each has a `slug`, names and descriptions in both languages, its `position` and the slug of its
    `parent`.
    """
    known = {product.slug: product for product in Product.objects.all()}
    new = [one for one in products if one["slug"] not in known]
    for one in sorted(new, key=lambda one: bool(one["parent"])):
        parent = known.get(one["parent"])
        columns = {name: one[name] for name in _OF_A_PRODUCT}
        known[one["slug"]] = Product.objects.create(parent=parent, **columns)
    return len(new)
