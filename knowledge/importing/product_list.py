"""The products that an export brings along in a file of its own beside the articles."""

from collections.abc import Sequence
from pathlib import Path

from community.importing.fields import Unreadable
from community.importing.records import CannotRead
from community.models import Product
from config.slugs import slugify
from knowledge.front_matter import BrokenFrontMatter, read_table
from knowledge.importing.fields import ArticleValues

PRODUCT_LIST = "products.yaml"
MOST_PRODUCTS = 1_000
MOST_CHARACTERS = 1_000_000
LONGEST_NAME, LONGEST_DESCRIPTION = 100, 600
LAST_POSITION = 32_767


def read_products(folder: Path) -> list[dict[str, str]]:
    """Those that `folder` lists, none where it has no list; raises CannotRead."""
    path = folder / PRODUCT_LIST
    if not path.is_file() or path.is_symlink():
        return []
    try:
        if path.stat().st_size > MOST_CHARACTERS:
            raise Unreadable("is too large")
        listed = ArticleValues(read_table(path.read_text(encoding="utf-8"))).tables("products")
        return _checked([_product(one) for one in listed[:MOST_PRODUCTS]])
    except (BrokenFrontMatter, Unreadable, UnicodeDecodeError, OSError) as problem:
        raise CannotRead(f"{PRODUCT_LIST}: {problem}") from None


def _product(values: ArticleValues) -> dict[str, str]:
    slug = values.required_line("slug")
    if slug != slugify(slug):
        raise Unreadable(f"“{slug}” is no slug")
    return {
        "slug": slug,
        "parent": values.line("parent"),
        "position": str(values.whole_number("position", default=0, most=LAST_POSITION)),
        "name_de": _fitting(values.required_line("name_de"), LONGEST_NAME),
        "name_en": _fitting(values.required_line("name_en"), LONGEST_NAME),
        "description_de": _fitting(values.line("description_de"), LONGEST_DESCRIPTION),
        "description_en": _fitting(values.line("description_en"), LONGEST_DESCRIPTION),
    }


def _fitting(text: str, most: int) -> str:
    if len(text) > most:
        raise Unreadable(f"“{text[:20]}…” is longer than {most} characters")
    return text


def _checked(products: Sequence[dict[str, str]]) -> list[dict[str, str]]:
    """Each once, on two levels."""
    parents = {one["slug"]: one["parent"] for one in products}
    known = set(Product.objects.filter(parent=None).values_list("slug", flat=True))
    tops = known | {slug for slug, parent in parents.items() if not parent}
    if len(parents) != len(products) or not {*parents.values()} <= {"", *tops}:
        raise Unreadable("a product stands twice, or its parent is no product of the upper level")
    return list(products)
