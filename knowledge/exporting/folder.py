"""A folder with a file for each article, their images, and the list of products."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings
from django.db.models import QuerySet

from community.images import files
from community.images.addresses import KEY, address_of, shown_keys
from community.models import Image, Product
from knowledge.actions.article_text import PARTS
from knowledge.exporting.article_files import file_name, file_text, with_what_is_exported
from knowledge.exporting.cross_links import files_of_links
from knowledge.front_matter import write_table
from knowledge.importing.parts import lines_with_code
from knowledge.importing.product_list import PRODUCT_LIST
from knowledge.models import Article

AT_ONCE = 200
IMAGES = "images"

_SHOWN = re.compile(rf"(!\[(?:[^\[\]\\\n]|\\.)*\]\(){address_of('')}({KEY})(?=[)\s])")


class CannotExport(Exception):
    """The message is meant for the operator."""


@dataclass
class Exported:
    """How many were written; `missing` are the keys of images that have no file any more."""

    articles: int = 0
    images: int = 0
    missing: list[str] = field(default_factory=list)


def export_articles(articles: QuerySet[Article], folder: Path) -> Exported:
    """Write all of `articles` into `folder`; raises CannotExport where something lies there."""
    done = Exported()
    try:
        _lay_out(folder)
        _write_products(folder)
        ids = list(articles.order_by("pk").values_list("pk", flat=True))
        for start in range(0, len(ids), AT_ONCE):
            some = articles.filter(pk__in=ids[start : start + AT_ONCE]).order_by("pk")
            _write_some(list(with_what_is_exported(some)), folder, done, articles)
    except OSError as problem:
        raise CannotExport(f"{folder} can't be written: {problem.strerror}.") from None
    return done


def _lay_out(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    if any(folder.iterdir()):
        raise CannotExport(f"{folder} is not empty.")
    for name in (IMAGES, *(code for code, _name in settings.LANGUAGES)):
        (folder / name).mkdir()


def _write_some(
    articles: list[Article], folder: Path, done: Exported, among: QuerySet[Article]
) -> None:
    texts = {article: file_text(article) for article in articles}
    others = files_of_links(texts.values(), among)
    for article, text in texts.items():
        text = _with_files(text, others)
        (folder / file_name(article)).write_text(text, encoding="utf-8", newline="\n")
    done.articles += len(articles)
    html = "".join(getattr(article, f"{part}_html") for article in articles for part in PARTS)
    _write_images(shown_keys(html), folder / IMAGES, done)


def _with_files(markdown: str, others: Mapping[str, str]) -> str:
    """Images and other articles are the files beside it."""
    for address, name in others.items():
        markdown = markdown.replace(f"]({address})", f"](../{name})")
    return "\n".join(
        line if is_code else _SHOWN.sub(rf"\g<1>../{IMAGES}/\g<2>.webp", line)
        for line, is_code in lines_with_code(markdown)
    )


def _write_images(keys: Iterable[str], folder: Path, done: Exported) -> None:
    """What was removed since is gone."""
    kept = Image.objects.filter(key__in=keys, removed_at=None).values_list("key", flat=True)
    for key in sorted(set(kept)):
        path = folder / f"{key}.webp"
        try:
            content = files.read(key)
        except FileNotFoundError:
            done.missing.append(key)
            continue
        done.images += not path.exists()
        path.write_bytes(content)
    done.missing += sorted(set(keys) - set(kept))


def _write_products(folder: Path) -> None:
    in_order = Product.objects.select_related("parent").in_order()
    products = sorted(in_order, key=lambda product: product.parent_id is not None)
    listed = [
        {
            "slug": product.slug,
            "name_de": product.name_de,
            "name_en": product.name_en,
            "parent": product.parent.slug if product.parent else "",
            "position": str(product.position),
            "description_de": product.description_de,
            "description_en": product.description_en,
        }
        for product in products
    ]
    text = write_table({"products": listed})
    (folder / PRODUCT_LIST).write_text(text, encoding="utf-8", newline="\n")
