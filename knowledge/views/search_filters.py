"""The filters beside the results: what each would show, and the address that shows it."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from django.http import Http404
from django.utils.translation import gettext as _

from community.models import Product, Tag
from config.prepared_rows import PreparedRows
from knowledge.search.finding import Finds
from knowledge.search.narrowing import PERIODS, Narrowing
from knowledge.search.rows import tags_named
from knowledge.views.search_address import SearchAddress

MOST_CHOICES = 6
LANGUAGES = {"de": "Deutsch", "en": "English"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """`url` chooses it, or takes it back where it is chosen; `count` is None where nobody knows."""

    label: str
    url: str
    count: int | None = None
    is_on: bool = False
    language: str = ""
    # Chosen as long as no other one is.
    is_default: bool = False

    @property
    def shown(self) -> str:
        return "" if self.count is None else str(self.count)


@dataclass(frozen=True, slots=True)
class Group:
    label: str
    choices: list[Choice]


@dataclass(frozen=True)
class Shelf:
    """The products there are, and what the address chooses of products and tags."""

    products: list[Product]
    product: Product | None
    tag: Tag | None

    def narrowing(self, address: SearchAddress) -> Narrowing:
        return Narrowing(
            only=address.only,
            product_ids=tuple(self._chosen_ids()),
            tag=self.tag.name if self.tag else "",
            language=address.language,
            since=address.since,
            sort=address.sort,
        )

    def _chosen_ids(self) -> Iterator[int]:
        """The chosen product, and what stands below it."""
        for each in self.products:
            if self.product and self.product.pk in {each.pk, each.parent_id}:
                yield each.pk

    def counted(self, counts: Mapping[int, int]) -> dict[Product, int]:
        """How much is about each product or what stands below it; without those of nothing."""
        sums: Counter[int] = Counter()
        for product in self.products:
            for pk in {product.pk, product.parent_id or product.pk}:
                sums[pk] += counts.get(product.pk, 0)
        return {product: sums[product.pk] for product in self.products if sums[product.pk]}


def shelf_of(address: SearchAddress, viewer) -> Shelf:
    """Two queries at most; raises Http404 for a product or a tag that `viewer` cannot see."""
    products = _all_products()
    product = next((each for each in products if each.slug == address.product), None)
    tag = Tag.objects.visible_to(viewer).at(address.tag).first() if address.tag else None
    if (address.product and product is None) or (address.tag and tag is None):
        raise Http404("no such filter")
    return Shelf(products, product, tag)


@PreparedRows
def _all_products():
    return Product.objects.in_order()


def filter_groups(address: SearchAddress, finds: Finds, shelf: Shelf, viewer) -> list[Group]:
    """Groups that let nobody choose are left out."""
    groups = (
        Group(_("Kind"), _kinds(address, finds)),
        Group(_("Product"), _products(address, finds, shelf)),
        Group(_("Tag"), _tags(address, finds, shelf, viewer)),
        Group(_("Language"), _languages(address, finds)),
        Group(_("Time"), _periods(address, finds)),
    )
    return [group for group in groups if group.choices]


def chosen_in(groups: Iterable[Group]) -> list[Choice]:
    """What leaves something out, each with the address that takes it back."""
    choices = (choice for group in groups for choice in group.choices)
    return [choice for choice in choices if choice.is_on and not choice.is_default]


def _kinds(address: SearchAddress, finds: Finds) -> list[Choice]:
    labels = {
        "": _("Everything"),
        "articles": _("Articles"),
        "solved": _("Solved"),
        "open": _("Open"),
    }
    return [
        _choice(address, "only", only, label, count=finds.count_of(only) if finds.counts else None)
        for only, label in labels.items()
    ]


def _products(address: SearchAddress, finds: Finds, shelf: Shelf) -> list[Choice]:
    counts = shelf.counted(finds.product_counts)
    if shelf.product:
        counts.setdefault(shelf.product, 0)
    return _most(
        _choice(address, "product", product.slug, product.name, count=count)
        for product, count in counts.items()
    )


def _tags(address: SearchAddress, finds: Finds, shelf: Shelf, viewer) -> list[Choice]:
    counts, address = finds.tag_counts, replace(address, tag=shelf.tag.slug if shelf.tag else "")
    often = sorted(counts, key=lambda name: (-counts[name], name))
    tags = tags_named(often[:MOST_CHOICES], viewer)
    if shelf.tag and shelf.tag not in tags:
        tags.append(shelf.tag)
    return _most(
        _choice(address, "tag", tag.slug, tag.name, count=counts.get(tag.name, 0)) for tag in tags
    )


def _languages(address: SearchAddress, finds: Finds) -> list[Choice]:
    found = finds.language_counts
    shown = [code for code in LANGUAGES if found.get(code) or code == address.language]
    if len(shown) == 1 and not address.language:
        return []
    return [
        _choice(address, "language", code, LANGUAGES[code], count=found.get(code, 0), lang=code)
        for code in shown
    ]


def _periods(address: SearchAddress, finds: Finds) -> list[Choice]:
    labels = {
        "": _("Any time"),
        "week": _("Past week"),
        "month": _("Past month"),
        "year": _("Past year"),
    }
    return [_choice(address, "since", since, labels[since], count=None) for since in PERIODS]


def _choice(
    address: SearchAddress, part: str, name: str, label: str, *, count: int | None, lang: str = ""
) -> Choice:
    is_on = getattr(address, part) == name
    return Choice(
        label=label,
        url=address.to(**{part: "" if is_on else name}),
        count=count,
        is_on=is_on,
        is_default=not name,
        language=lang,
    )


def _most(choices: Iterable[Choice]) -> list[Choice]:
    """Those that show most, and the chosen one among them in any case."""
    often = sorted(choices, key=lambda each: (-(each.count or 0), each.label))
    return often[:MOST_CHOICES] + [each for each in often[MOST_CHOICES:] if each.is_on]
