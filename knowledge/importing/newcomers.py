"""What an imported article is to be here: which product, which state, since when."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import uuid4

from community.importing.fields import Unreadable
from community.models import Product
from knowledge.actions.imported_articles import NewArticle, Relation
from knowledge.importing.conversion import ConvertedArticle
from knowledge.importing.records import ForeignArticle
from knowledge.models import Article, Doubt

State = Article.State


class Products:
    """Those that are here, and those that the same run would add, by slug or name."""

    def __init__(self, more: Collection[str] = ()) -> None:
        self._more = more
        self._known: dict[str, Product] = {}
        for product in Product.objects.order_by("-id"):
            for name in (product.name_en, product.name_de, product.slug):
                self._known[name.casefold()] = product

    def named(self, name: str) -> Product | None:
        """None for no name; raises Unreadable for one that nobody knows."""
        product = self._known.get(name.casefold())
        if name and product is None and name not in self._more:
            raise Unreadable(f"product: there is no “{name}” here")
        return product


@dataclass(frozen=True)
class Placing:
    """How the articles of a run come to stand here.

    With `publish` a file is believed when it says that an article is public; otherwise that one
    becomes a draft, which curators look at first (TRUST A-UP-07).
    """

    products: Products
    publish: bool
    now: datetime

    def new_article(self, converted: ConvertedArticle) -> NewArticle:
        foreign = converted.foreign
        return NewArticle(
            external_id=foreign.external_id,
            family=foreign.family or str(uuid4()),
            language=foreign.language,
            title=foreign.title,
            parts={name: (part.text, part.rendered) for name, part in converted.parts.items()},
            search_phrases="\n".join(foreign.search_phrases),
            product=self.products.named(foreign.product),
            valid_for=foreign.valid_for,
            valid_until=foreign.valid_until,
            audience=foreign.audience,
            version=foreign.version,
            created_at=foreign.created_at or foreign.published_at or self.now,
            review_on=foreign.review_on,
            sources=[(one.title, one.link, one.credit) for one in foreign.credits],
            **self._life(foreign),
        )

    def state_of(self, foreign: ForeignArticle) -> str:
        wanted = foreign.state or State.PUBLISHED
        return State.DRAFT if wanted in Article.PUBLIC_STATES and not self.publish else wanted

    def _life(self, foreign: ForeignArticle) -> dict[str, Any]:
        state = self.state_of(foreign)
        is_public = state in Article.PUBLIC_STATES
        was_public = is_public or (self.publish and bool(foreign.published_at))
        now = self.now if is_public else None
        retired = state == State.RETIRED
        return {
            "state": state,
            "published_at": foreign.published_at or foreign.revised_at or now
            if was_public
            else None,
            "revised_at": foreign.revised_at if was_public else None,
            "checked_at": (foreign.checked_at or now) if was_public else None,
            "retired_as": (foreign.retired_as or Article.Retired.OUTDATED) if retired else "",
            "retired_at": (foreign.retired_at or self.now) if retired else None,
            "doubts": _doubts(foreign) if is_public else [],
        }


def relation_of(foreign: ForeignArticle) -> Relation | None:
    """To the article that it translates, or that replaces it."""
    if not foreign.family or not (foreign.translation_of or foreign.successor):
        return None
    successor, original = foreign.successor, foreign.translation_of
    return Relation(
        article=(foreign.family, foreign.language),
        original=(foreign.family, original) if original else None,
        original_version=foreign.original_version,
        successor=(successor.family, successor.language) if successor else None,
    )


def _doubts(foreign: ForeignArticle) -> list[tuple[str, str]]:
    """What needed review where it came from needs it here, whatever the reason was."""
    doubts = [(one.cause, one.note) for one in foreign.doubts]
    if foreign.state == State.NEEDS_REVIEW and not doubts:
        return [(Doubt.Cause.FLAGGED, "")]
    return doubts
