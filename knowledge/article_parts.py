"""The parts of an article in their order, with a place to jump to at each heading in them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from django.utils.translation import gettext as _

from community.markup import plain_text
from knowledge.models import Article

# As `community.markup.render` writes the uppermost heading of a text.
_HEADING = re.compile(r'<h3 dir="auto">(.*?)</h3>', re.DOTALL)
_MOST_KEPT = 1_000
_FEWEST_IN_CONTENTS = 2


@dataclass(frozen=True)
class Heading:
    anchor: str
    title: str


@dataclass(frozen=True)
class Part:
    name: str
    title: str
    html: str
    headings: tuple[Heading, ...]


def parts_of(article: Article) -> list[Part]:
    """Those that are not empty."""
    titles = {"applies": _("When this applies"), "cause": _("Cause"), "solution": _("Solution")}
    return [
        Part(name, title, *_with_anchors(name, getattr(article, f"{name}_html")))
        for name, title in titles.items()
        if getattr(article, f"{name}_html")
    ]


def contents_of(parts: list[Part]) -> list[Part]:
    """The table of contents; none for what is seen at a glance."""
    entries = len(parts) + sum(len(part.headings) for part in parts)
    return parts if entries >= _FEWEST_IN_CONTENTS else []


@lru_cache(maxsize=_MOST_KEPT)
def _with_anchors(name: str, html: str) -> tuple[str, tuple[Heading, ...]]:
    """The stored HTML, into which nothing but numbered anchors are written, and its headings."""
    headings = tuple(_headings(name, html))
    anchors = iter(headings)
    shown = _HEADING.sub(
        lambda found: f'<h3 id="{next(anchors).anchor}" dir="auto">{found[1]}</h3>', html
    )
    return shown, headings


def _headings(name: str, html: str) -> Iterator[Heading]:
    for number, found in enumerate(_HEADING.finditer(html), start=1):
        yield Heading(f"{name}-{number}", plain_text(found[1]))
