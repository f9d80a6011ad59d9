"""Reads single values of a help article, beyond what `community.importing.fields` reads."""

import re
from collections.abc import Collection
from datetime import date, datetime
from uuid import UUID

from community.importing.fields import Fields
from config.text import clean_body, clean_line
from knowledge.importing.records import Name

_TURNED_ROUND = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})", re.ASCII)
_BETWEEN_PHRASES = re.compile(r"[\n,;|]")


class ArticleValues(Fields):
    """Empty is what is missing; every method raises Unreadable for what is wrong."""

    def text(self, key: str) -> str:
        return clean_body(self._text(key)).strip("\n")

    def choice(self, key: str, known: Collection[str]) -> str:
        value = self.line(key)
        if value and value not in known:
            raise self._wrong(key, f"is none of {', '.join(known)}")
        return value

    def phrases(self, key: str) -> tuple[str, ...]:
        """From a list, or from a text with a sign between them."""
        if isinstance(self._values.get(key), list):
            found = self.lines(key)
        else:
            found = [clean_line(one) for one in _BETWEEN_PHRASES.split(self._text(key))]
        return tuple(dict.fromkeys(filter(None, found)))

    def day(self, key: str) -> date | None:
        text = self._iso(key)
        if not text:
            return None
        try:
            return date.fromisoformat(text[:10])
        except ValueError:
            raise self._wrong(key, "is no date") from None

    def moment_if_any(self, key: str) -> datetime | None:
        text = self._iso(key)
        return ArticleValues({key: text}).moment(key) if text else None

    def whole_number(self, key: str, *, default: int, most: int = 1_000_000) -> int:
        if not self.line(key):
            return default
        number = self.number(key)
        if not 0 <= number <= most:
            raise self._wrong(key, f"is no number from 0 to {most}")
        return number

    def family(self, key: str) -> str:
        value = self.line(key)
        try:
            return str(UUID(value)) if value else ""
        except ValueError:
            raise self._wrong(key, "is no family of articles") from None

    def name(self, key: str, *, languages: Collection[str]) -> Name | None:
        value = self.line(key)
        family, dot, language = value.partition(".")
        if not value:
            return None
        if not dot or language not in languages:
            raise self._wrong(key, "is no family with its language")
        return Name(family=ArticleValues({key: family}).family(key), language=language)

    def tables(self, key: str) -> list["ArticleValues"]:
        return [
            ArticleValues(value, f"{self._prefix}{key}[{position}]")
            for position, value in enumerate(self._list(key))
        ]

    def is_said(self, key: str) -> bool:
        """“draft: true”, however a file writes it."""
        value = self._values.get(key)
        return value is True or str(value).strip().casefold() in {"true", "yes", "1", "ja"}

    def _iso(self, key: str) -> str:
        """Also where it was written 2020/03/27 or 27.3.2020."""
        text = self.line(key)
        day = _TURNED_ROUND.fullmatch(text)
        return f"{day[3]}-{day[2]:0>2}-{day[1]:0>2}" if day else text.replace("/", "-")

    def _text(self, key: str) -> str:
        value = self._values.get(key)
        return str(value) if type(value) is int else super()._text(key)
