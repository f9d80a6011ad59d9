"""Reads single values of a foreign record and says which one is wrong."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from django.utils import timezone

from config.text import clean_line

LONGEST_ID = 100
LARGEST_COUNT = 1_000_000
MOST_ANSWERS = 10_000
EARLIEST = datetime(1970, 1, 1, tzinfo=UTC)

_NUMBER = re.compile(r"-?\d{1,18}", re.ASCII)
_SPACE_BEFORE_OFFSET = re.compile(r"(?<!\s)\s+(?=[+-]\d\d:?\d\d$)")


class Unreadable(ValueError):
    """Its text names the field and what is wrong with it."""


class Fields:
    """The values of one record; `path` says where it lies within a larger one."""

    def __init__(self, values: Any, path: str = "") -> None:
        if not isinstance(values, Mapping):
            raise Unreadable(f"{path or 'the record'} is no object")
        self._values = values
        self._prefix = f"{path}." if path else ""

    def identifier(self, key: str) -> str:
        value = self._values.get(key)
        if isinstance(value, int) and not isinstance(value, bool):
            value = str(value)
        identifier = clean_line(value) if isinstance(value, str) else ""
        if not 0 < len(identifier) <= LONGEST_ID:
            raise self._wrong(key, "is no id")
        return identifier

    def number(self, key: str) -> int:
        """A number that serves as an id, however it is written down."""
        value = self.identifier(key)
        if not _NUMBER.fullmatch(value):
            raise self._wrong(key, "is no number")
        return int(value)

    def line(self, key: str) -> str:
        """One clean line, empty where the record has none."""
        return clean_line(self._text(key))

    def required_line(self, key: str) -> str:
        line = self.line(key)
        if not line:
            raise self._wrong(key, "is empty")
        return line

    def html(self, key: str) -> str:
        if self._values.get(key) is None:
            raise self._wrong(key, "is missing")
        return self._text(key)

    def lines(self, key: str) -> list[str]:
        values = self._list(key)
        if not all(isinstance(value, str) for value in values):
            raise self._wrong(key, "holds something else than text")
        return [clean_line(value) for value in values]

    def records(self, key: str) -> list["Fields"]:
        return [
            Fields(value, f"{self._prefix}{key}[{position}]")
            for position, value in enumerate(self._list(key))
        ]

    def flag(self, key: str, *, default: bool) -> bool:
        value = self._values.get(key, default)
        if not isinstance(value, bool):
            raise self._wrong(key, "is neither true nor false")
        return value

    def count(self, key: str) -> int:
        value = self._values.get(key) or 0
        if type(value) is not int or not 0 <= value <= LARGEST_COUNT:
            raise self._wrong(key, f"is no number from 0 to {LARGEST_COUNT}")
        return value

    def moment(self, key: str) -> datetime:
        """In UTC, where no offset is given; what lies ahead becomes now."""
        text = _SPACE_BEFORE_OFFSET.sub("", self._text(key).strip())
        try:
            moment = datetime.fromisoformat(text)
            moment = moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
        except (ValueError, OverflowError):
            raise self._wrong(key, "is no date with time") from None
        if moment < EARLIEST:
            raise self._wrong(key, "lies before 1970")
        return min(moment, timezone.now())

    def _text(self, key: str) -> str:
        value = self._values.get(key)
        if value is None:
            return ""
        if not isinstance(value, str):
            raise self._wrong(key, "is no text")
        return value

    def _list(self, key: str) -> list:
        value = self._values.get(key)
        if value is None:
            return []
        if not isinstance(value, list):
            raise self._wrong(key, "is no list")
        return value

    def _wrong(self, key: str, why: str) -> Unreadable:
        return Unreadable(f"{self._prefix}{key} {why}")


def check_answer_count(count: int) -> None:
    """A thread is written in one go, so there is an end to its length."""
    if count > MOST_ANSWERS:
        raise Unreadable(f"has more than {MOST_ANSWERS} answers")


def as_identifier(text: str) -> str:
    """A text of any length, such as a name, that is to serve as an id."""
    return text if len(text) <= LONGEST_ID else sha256(text.encode()).hexdigest()
