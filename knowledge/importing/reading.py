"""Makes a `ForeignArticle` of a raw record."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings

from community.importing.fields import Unreadable, as_identifier
from community.markup.links import is_safe_link
from config.text import is_blank, truncate
from knowledge.actions.article_text import PARTS
from knowledge.importing.fields import ArticleValues
from knowledge.importing.naming import under_our_names
from knowledge.importing.parts import without_title
from knowledge.importing.records import (
    ForeignArticle,
    ForeignCredit,
    ForeignDoubt,
    RawArticle,
)
from knowledge.models import Article, Doubt
from knowledge.models.article import TITLE_LENGTH
from knowledge.models.foreign_source import LINE_LENGTH, LINK_LENGTH

LONGEST_VALID_FOR = 200
MOST_LISTED = 50

_LANGUAGES = tuple(code for code, _name in settings.LANGUAGES)
_UNFINISHED = (Article.State.DRAFT, Article.State.IN_REVIEW, Article.State.RETIRED)
_HTML = re.compile(
    r"<(?:p|br|ul|ol|li|div|h[1-6]|table|img|strong|b|em|i|a)(?:\s[^<>]*)?/?>", re.IGNORECASE
)


@dataclass(frozen=True)
class Reading:
    """How the records of a run are read.

    `mapping` gives the name of a value by that of our field, `language_of` guesses for records
    that name no language, `product` is meant by those that name none.
    """

    language_of: Callable[[str], str]
    mapping: Mapping[str, str] = field(default_factory=dict)
    product: str = ""

    def read(self, raw: RawArticle) -> ForeignArticle:
        """Raises Unreadable with the field that is wrong."""
        values = ArticleValues(under_our_names(raw.values, self.mapping))
        texts = {part: values.text(part) for part in ("body", *PARTS) if values.text(part)}
        is_html = _is_html(texts) if raw.is_html is None else raw.is_html
        title, texts = _titled(values.line("title"), texts)
        _check(texts, state=values.line("state"))
        return ForeignArticle(
            place=raw.place,
            path=raw.path,
            external_id=_identifier(values, title),
            is_html=is_html,
            language=self._language(values, title, texts),
            title=truncate(title, TITLE_LENGTH),
            texts=texts,
            search_phrases=_phrases(values, title),
            product=values.line("product") or self.product,
            credits=_credits(values),
            **_scope(values),
            **_life(values),
            **_relations(values),
        )

    def _language(self, values: ArticleValues, title: str, texts: Mapping[str, str]) -> str:
        language = values.line("language").casefold()[:2]
        if not language:
            return self.language_of("\n".join([title, *texts.values()]))
        if language not in _LANGUAGES:
            raise Unreadable(f"language is none of {', '.join(_LANGUAGES)}")
        return language


def _titled(title: str, texts: dict[str, str]) -> tuple[str, dict[str, str]]:
    """A text without a title of its own begins with it."""
    heading, rest = without_title(texts.get("body", ""))
    if heading and title in {"", heading}:
        return heading, texts | {"body": rest}
    if not title:
        raise Unreadable("title is empty")
    return title, texts


def _check(texts: Mapping[str, str], *, state: str) -> None:
    helping = texts.get("solution", "") + texts.get("body", "")
    if is_blank(helping) and state not in _UNFINISHED:
        raise Unreadable("has no text that says what helps")


def _is_html(texts: Mapping[str, str]) -> bool:
    return any(_HTML.search(text) for text in texts.values())


def _identifier(values: ArticleValues, title: str) -> str:
    """Without an id, the title and where it comes from: two may answer the same question."""
    if values.line("id"):
        return as_identifier(values.line("id"))
    return as_identifier("\n".join([title, values.line("credit"), values.line("link")]))


def _phrases(values: ArticleValues, title: str) -> tuple[str, ...]:
    """What is cut off a long title is still found."""
    phrases = values.phrases("search_phrases")[:MOST_LISTED]
    return phrases if len(title) <= TITLE_LENGTH else tuple(dict.fromkeys([title, *phrases]))


def _scope(values: ArticleValues) -> dict[str, Any]:
    valid_for = values.line("valid_for")
    if len(valid_for) > LONGEST_VALID_FOR:
        raise Unreadable(f"valid_for is longer than {LONGEST_VALID_FOR} characters")
    return {
        "valid_for": valid_for,
        "valid_until": values.day("valid_until"),
        "audience": values.choice("audience", Article.Audience.values)
        or Article.Audience.PUBLIC.value,
    }


def _life(values: ArticleValues) -> dict[str, Any]:
    state = values.choice("state", Article.State.values)
    return {
        "state": Article.State.DRAFT.value if values.is_said("draft") else state,
        "version": values.whole_number("version", default=1) or 1,
        "created_at": values.moment_if_any("created"),
        "published_at": values.moment_if_any("published"),
        "revised_at": values.moment_if_any("revised"),
        "checked_at": values.moment_if_any("checked"),
        "review_on": values.day("review_on"),
        "retired_as": values.choice("retired_as", Article.Retired.values),
        "retired_at": values.moment_if_any("retired"),
        "doubts": tuple(_doubt(one) for one in values.tables("doubts")[:MOST_LISTED]),
    }


def _relations(values: ArticleValues) -> dict[str, Any]:
    return {
        "family": values.family("family"),
        "translation_of": values.choice("translation_of", _LANGUAGES),
        "original_version": values.whole_number("original_version", default=1),
        "successor": values.name("successor", languages=_LANGUAGES),
    }


def _doubt(values: ArticleValues) -> ForeignDoubt:
    values.required_line("cause")
    return ForeignDoubt(values.choice("cause", Doubt.Cause.values), values.line("note"))


def _credits(values: ArticleValues) -> tuple[ForeignCredit, ...]:
    """The listed sources, or the one that the record itself names."""
    listed = values.tables("sources")[:MOST_LISTED] or [values]
    credits = (_credit(one, titled=one is not values) for one in listed)
    return tuple(one for one in credits if one.title or one.link or one.credit)


def _credit(values: ArticleValues, *, titled: bool) -> ForeignCredit:
    """A link that leads nowhere safe is no link (A-XS-02)."""
    link = values.line("link")
    is_kept = len(link) <= LINK_LENGTH and not link.startswith("mailto:") and is_safe_link(link)
    return ForeignCredit(
        title=truncate(values.line("title"), LINE_LENGTH) if titled else "",
        link=link if is_kept else "",
        credit=truncate(values.line("credit"), LINE_LENGTH),
    )
