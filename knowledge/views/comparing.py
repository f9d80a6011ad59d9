"""What differs between two states of an article, part by part (`editor/_changes.html` shows it)."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from community.diffing import Effort, Row, diff
from community.models import Product
from knowledge.actions.article_text import Text, fields_of
from knowledge.models import Article, PendingRevision, Revision

TEXTS = {
    "title": _("Title"),
    "applies": _("When this applies"),
    "cause": _("Cause"),
    "solution": _("Solution"),
    "search_phrases": _("Search phrases"),
}
FACTS = {
    "product": _("Product"),
    "audience": _("Who may read it"),
    "valid_for": _("Valid for"),
    "valid_until": _("Valid until"),
}


@dataclass(frozen=True)
class TextChange:
    label: Any
    rows: list[Row]


@dataclass(frozen=True)
class FactChange:
    """In words; empty where there is none."""

    label: Any
    before: str
    after: str


@dataclass(frozen=True)
class ArticleChange:
    texts: list[TextChange]
    facts: list[FactChange]

    @property
    def is_empty(self) -> bool:
        return not self.texts and not self.facts


def change_between(before: Text, after: Text, effort: Effort | None = None) -> ArticleChange:
    """No query where the products of both are loaded."""
    old, new, effort = fields_of(before), fields_of(after), effort or Effort()
    texts = (
        TextChange(label, diff(getattr(old, name), getattr(new, name), effort))
        for name, label in TEXTS.items()
    )
    facts = (
        FactChange(label, _in_words(name, getattr(old, name)), _in_words(name, getattr(new, name)))
        for name, label in FACTS.items()
    )
    return ArticleChange(
        [text for text in texts if text.rows],
        [fact for fact in facts if fact.before != fact.after],
    )


def changes_between(pairs: Iterable[tuple[Text, Text]]) -> list[ArticleChange]:
    """Several on one page share the effort."""
    effort = Effort()
    return [change_between(before, after, effort) for before, after in pairs]


def pending_change(article: Article, pending: PendingRevision | None) -> ArticleChange | None:
    """What would become different for readers if what waits were published.

    Without a pending revision `article` is a draft, compared with what readers got last; None if
    they never got anything.
    """
    if pending is not None:
        return change_between(article, pending)
    last = last_published(article)
    return change_between(last, article) if last else None


def last_published(article: Article) -> Revision | None:
    published = article.publications.select_related("revision__product__parent")
    newest = published.order_by("-since", "-id").first()
    return newest.revision if newest else None


def _in_words(name: str, value: Any) -> str:
    if not value:
        return ""
    if isinstance(value, Product):
        return value.name
    if name == "audience":
        return str(Article.Audience(value).label)
    return date_format(value) if name == "valid_until" else value
