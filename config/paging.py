"""Keyset paging: page 5,000 costs what page 1 costs, and rows never shift between two pages.

A cursor names the last row seen by its sort key and id. There is no row count and no OFFSET.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import connection
from django.db.models import DateTimeField, Model, Q, QuerySet
from django.http import Http404, QueryDict

PAGE_SIZE = 20
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_LARGEST = 2**63 - 1


@dataclass(frozen=True)
class Page:
    """One page of rows, newest first, with the query strings of its neighbours ("" for none)."""

    items: list
    newer_url: str
    older_url: str

    def __iter__(self):
        return iter(self.items)

    def __len__(self) -> int:
        return len(self.items)


def keyset_page(
    rows: QuerySet,
    query: QueryDict,
    *,
    key: str = "created_at",
    size: int = PAGE_SIZE,
    sorted_by: tuple[str, str] | None = None,
) -> Page:
    """The page of `rows` that the `before` or `after` cursor in `query` asks for.

    `key` is a field of the model, sorted descending, and then the id. Where an index over another
    table holds the same two values, `sorted_by` says how they are called there.
    Raises Http404 for a cursor that this function has not made.
    """
    columns = sorted_by or (key, "id")

    def load(newer: bool, **place: Any) -> list:
        return list(rows_of_page(rows, newer, columns=columns, size=size, **place))

    return loaded_page(load, rows.model, query, key=key, size=size)


def loaded_page(
    load: Callable[..., list],
    model: type[Model],
    query: QueryDict,
    *,
    key: str = "created_at",
    size: int = PAGE_SIZE,
) -> Page:
    """As `keyset_page`, where `load` knows a better way to what `rows_of_page` describes.

    It is called with `newer`, and `value` and `number` of the cursor, if there is one.
    """
    newer = "after" in query
    cursor = query.get("after") or query.get("before")
    value, number = _decode(model, key, cursor) if cursor else (None, None)
    found = load(newer, value=value, number=number) if cursor else load(newer)
    more = len(found) > size
    items = found[:size][::-1] if newer else found[:size]
    has_newer = more if newer else bool(cursor)
    has_older = bool(items) if newer else more
    return Page(
        items,
        _link(query, "after", items[0], key) if has_newer and items else "",
        _link(query, "before", items[-1], key) if has_older and items else "",
    )


def rows_of_page(
    rows: QuerySet,
    newer: bool,
    *,
    columns: tuple[str, str],
    size: int = PAGE_SIZE,
    value: Any = None,
    number: int | None = None,
) -> QuerySet:
    """The first of `rows` beyond the cursor, or of all, and one that says that there are more."""
    if number is not None:
        rows = rows.filter(_beyond((value, number), columns, newer=newer))
    order = columns if newer else tuple(f"-{column}" for column in columns)
    return rows.order_by(*order)[: size + 1]


def page_with(rows: QuerySet, row: Model, *, key: str, size: int = PAGE_SIZE) -> Page:
    """The page on which `row`, one of `rows`, stands for who came by the pages before it.

    It counts those that stand before: for lists of thousands, as one thread has, not of millions.
    """
    ahead = rows_ahead(rows, row, key=key)
    start = ahead - ahead % size
    found = list(rows.order_by(f"-{key}", "-id")[start : start + size + 1])
    items = found[:size]
    nothing = QueryDict()
    return Page(
        items,
        _link(nothing, "after", items[0], key) if start else "",
        _link(nothing, "before", items[-1], key) if len(found) > size else "",
    )


def page_from(load: Callable[..., list], row: Model, *, key: str) -> Page:
    """A page that begins with `row`, by the `load` of `loaded_page`: what stands before it is not
    counted."""
    found = load(False, value=getattr(row, key), number=row.pk + 1)
    nothing, items = QueryDict(), found[:PAGE_SIZE]
    return Page(
        items,
        _link(nothing, "after", items[0], key) if items else "",
        _link(nothing, "before", items[-1], key) if len(found) > PAGE_SIZE else "",
    )


def rows_ahead(rows: QuerySet, row: Model, *, key: str) -> int:
    """How many of `rows` stand before `row`, largest `key` first."""
    place = getattr(row, key), row.pk
    return rows.filter(_beyond(place, (key, "id"), newer=True)).order_by().count()


def _beyond(values: tuple[Any, int], columns: tuple[str, str], *, newer: bool) -> Q:
    (value, number), (key, tie) = values, columns
    sign = "gt" if newer else "lt"
    # The first condition is implied by the second; it lets the planner start inside the index.
    return Q(**{f"{key}__{sign}e": value}) & (
        Q(**{f"{key}__{sign}": value}) | Q(**{key: value, f"{tie}__{sign}": number})
    )


def _encode(row: Model, key: str) -> str:
    value = getattr(row, key)
    if isinstance(value, datetime):
        value = (value - _EPOCH) // timedelta(microseconds=1)
    return f"{value}-{row.pk}"


def _decode(model: type[Model], key: str, cursor: str) -> tuple[Any, int]:
    first, _, second = cursor.rpartition("-")
    if not (_is_number(first.removeprefix("-")) and _is_number(second)):
        raise Http404("no such page")
    field, value = model._meta.get_field(key), int(first)
    if not isinstance(field, DateTimeField):
        return _within(field, value), int(second)
    try:
        return _EPOCH + timedelta(microseconds=value), int(second)
    except OverflowError:
        raise Http404("no such page") from None


def _within(field: Any, value: int) -> int:
    """`value`, or the one nearest to it that the column can hold."""
    least, most = connection.ops.integer_field_range(field.get_internal_type())
    return min(max(value, least), most)


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) < 20 and int(text) <= _LARGEST


def _link(query: Mapping, name: str, row: Model, key: str) -> str:
    kept = QueryDict(mutable=True)
    for field, value in query.items():
        if field not in {"before", "after"}:
            kept[field] = value
    kept[name] = _encode(row, key)
    return f"?{kept.urlencode()}"
