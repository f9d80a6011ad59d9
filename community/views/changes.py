"""What differs between two wordings, in the parts that a page shows one below the other."""

from dataclasses import dataclass, field

from community.actions.wording import Wording
from community.diffing import Effort, Row, diff
from community.models import Product


@dataclass(frozen=True)
class Change:
    """Rows of title and text, and what became of tags and product."""

    title: list[Row] = field(default_factory=list)
    body: list[Row] = field(default_factory=list)
    tags_gone: list[str] = field(default_factory=list)
    tags_new: list[str] = field(default_factory=list)
    product_before: str = ""
    product_after: str = ""

    @property
    def moves_product(self) -> bool:
        return self.product_before != self.product_after

    @property
    def is_empty(self) -> bool:
        return not any((self.title, self.body, self.tags_gone, self.tags_new, self.moves_product))


def change_between(before: Wording, after: Wording, effort: Effort | None = None) -> Change:
    """At most one query, where the product is another one."""
    return changes_between([(before, after)], effort)[0]


def changes_between(
    pairs: list[tuple[Wording, Wording]], effort: Effort | None = None
) -> list[Change]:
    """Several on one page share the effort and the query."""
    effort = effort or Effort()
    moved = {each.product_id for pair in pairs for each in pair if len(_products(pair)) > 1}
    products = Product.objects.in_bulk(moved - {None}) if moved else {}
    names = {pk: product.name for pk, product in products.items()}
    return [_change(before, after, names, effort) for before, after in pairs]


def _products(pair: tuple[Wording, Wording]) -> set[int | None]:
    return {each.product_id for each in pair}


def _change(before: Wording, after: Wording, names: dict[int, str], effort: Effort) -> Change:
    return Change(
        diff(before.title, after.title, effort),
        diff(before.body, after.body, effort),
        [name for name in before.tags if name not in after.tags],
        [name for name in after.tags if name not in before.tags],
        names.get(before.product_id or 0, "") if before.product_id != after.product_id else "",
        names.get(after.product_id or 0, "") if before.product_id != after.product_id else "",
    )
