"""What search engines may find: an index of pages of addresses, cut by the rows' numbers.

A page covers the rows numbered from n × CHUNK on, so that no page shifts when rows come or go and
none is reached by counting. See https://www.sitemaps.org/protocol.html (at most 50,000 each).
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db.models import Max, QuerySet
from django.utils import translation

from community.models import Product, Question, Tag
from knowledge.models import Article

CHUNK = 10_000


@dataclass(frozen=True)
class Address:
    location: str
    lastmod: datetime | None = None


@dataclass(frozen=True)
class Section:
    """Rows that everybody may read and that are worth finding, and where each of them is."""

    rows: Callable[[], QuerySet]
    address: Callable[..., Address]
    # The pages of a row stand under each language, those of a post under its own alone.
    is_in_each_language: bool = False

    def chunks(self) -> range:
        return range((self.rows().aggregate(last=Max("pk"))["last"] or -CHUNK) // CHUNK + 1)

    def addresses(self, chunk: int) -> Iterator[Address]:
        first = chunk * CHUNK
        found = self.rows().filter(pk__gte=first, pk__lt=first + CHUNK).order_by("pk")
        for row in found:
            for language in self._languages(row):
                with translation.override(language):
                    yield self.address(row)

    def _languages(self, row) -> list[str]:
        return list(dict(settings.LANGUAGES)) if self.is_in_each_language else [row.language]


def _questions() -> QuerySet:
    """Answered ones: what nobody has answered is thin, and what was asked before is elsewhere."""
    public = Question.objects.visible_to(AnonymousUser()).filter(answer_count__gt=0)
    return public.exclude(closed_as=Question.Closed.DUPLICATE).only(
        "pk", "slug", "language", "active_at"
    )


def _articles() -> QuerySet:
    public = Article.objects.visible_to(AnonymousUser()).published()
    return public.only("pk", "slug", "language", "revised_at", "published_at", "created_at")


def _dated(field: str) -> Callable[..., Address]:
    return lambda row: Address(settings.BASE_URL + row.get_absolute_url(), getattr(row, field))


def _undated(row) -> Address:
    return Address(settings.BASE_URL + row.get_absolute_url())


SECTIONS = {
    "questions": Section(_questions, _dated("active_at")),
    "articles": Section(_articles, _dated("text_since")),
    "products": Section(Product.objects.all, _undated, is_in_each_language=True),
    "tags": Section(
        lambda: Tag.objects.filter(question_count__gt=1), _undated, is_in_each_language=True
    ),
}
