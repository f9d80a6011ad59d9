"""Columns and values of a download in words; a test sees to it that every column has some."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db.models import Model
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.privacy.columns import COLUMNS


def column_label(column: str) -> str:
    """By the last part of a path where it has no words of its own."""
    return str(COLUMNS.get(column) or COLUMNS[column.rpartition("__")[2]])


def in_words(model: type[Model], column: str, value: Any) -> str:
    """A value as its owner would say it, in the language that is active."""
    if value in (None, "", [], {}):
        return "–"
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, datetime):
        return date_format(timezone.localtime(value), "DATETIME_FORMAT")
    if isinstance(value, date):
        return date_format(value, "DATE_FORMAT")
    if isinstance(value, dict):
        return _texts(value) if column == "fields" else ", ".join(map(": ".join, value.items()))
    return str(_choices_of(model, column).get(value, value))


def _texts(fields: Mapping[str, str]) -> str:
    return "\n\n".join(text for text in fields.values() if text) or "–"


def _choices_of(model: type[Model], column: str) -> dict:
    try:
        return dict(model._meta.get_field(column).flatchoices)  # type: ignore[union-attr]
    except (FieldDoesNotExist, AttributeError):
        return {}
