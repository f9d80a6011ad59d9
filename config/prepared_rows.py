"""Queries of busy pages, whose SQL is written once in a process.

Django writes the SQL of a query anew each time. For the wide joins of a thread that takes longer
than the database takes to answer, and only a few values in it differ.
"""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any, Generic, TypeVar

from django.db import DEFAULT_DB_ALIAS, connection
from django.db.models import Model, QuerySet, prefetch_related_objects

M = TypeVar("M", bound=Model)
Asked = int | str | date | datetime
_LARGEST = 2**63 - 1
# Stand where the values come; no limit of ours is so large, no table holds this sign or such times.
# The numbers fit into the smallest columns: Django leaves out what a column can't hold.
_FIRST_NUMBER, _FIRST_TIME, _WORD = 2**15 - 1000, datetime(9000, 1, 1, tzinfo=UTC), "\uffff"


class PreparedRows(Generic[M]):
    """`build(*shape, **asked)` gives the query.

    `shape` decides how it looks, `asked` are the numbers, words, days and times that it asks about,
    as they stand in the database. Nothing else may go into it, above all no clock and no language:
    what they said once would stay for good.
    """

    def __init__(self, build: Callable[..., QuerySet[M]]) -> None:
        self._build = build
        self._written: dict[Hashable, _Written[M]] = {}

    def __call__(self, *shape: Hashable, **asked: Asked) -> list[M]:
        """The rows, as the query itself would load them; none for a number that no row can have.

        They may be tuples (`values_list`). `shape` takes few different values.
        """
        if any(isinstance(value, int) and abs(value) > _LARGEST for value in asked.values()):
            return []
        key = (connection.vendor, shape, tuple(asked))
        written = self._written.get(key)
        if written is None:
            written = self._written[key] = _write(self._build, shape, asked)
        return written.rows(asked)


def numbered(ids: Iterable[int]) -> dict[str, int]:
    """`ids` by names of their own, for a query that takes `**ids`; every length is a shape."""
    return {f"id_{place}": object_id for place, object_id in enumerate(ids)}


@dataclass(frozen=True)
class _Written(Generic[M]):
    """`names` says what stands at a place among the parameters."""

    queryset: QuerySet[M]
    compiler: Any
    sql: str
    parameters: Sequence[Any]
    names: Mapping[int, str]
    converters: Any

    def rows(self, asked: Mapping[str, Asked]) -> list[M]:
        compiler = copy(self.compiler)
        compiler.connection = connection
        compiler.as_sql = lambda: (self.sql, self._filled_in(asked))
        compiler.get_converters = lambda _columns: self.converters
        source: Any = _Source(compiler, self.queryset.model)
        rows: Any = self.queryset._iterable_class(source)
        found: list[M] = list(rows)
        prefetch_related_objects(found, *self.queryset._prefetch_related_lookups)  # type: ignore[attr-defined]
        return found

    def _filled_in(self, asked: Mapping[str, Asked]) -> tuple[Any, ...]:
        """With the type that the driver was given for each place."""
        values = list(self.parameters)
        for place, name in self.names.items():
            values[place] = _as_parameter(asked[name], like=values[place])
        return tuple(values)


class _Source:
    """What the iteration over model rows wants to know of a query."""

    db = DEFAULT_DB_ALIAS
    _known_related_objects: Mapping = {}
    _fields = None

    def __init__(self, compiler: Any, model: type[Model]) -> None:
        self.query = self
        self.model = model
        self._compiler = compiler

    def get_compiler(self, using: str) -> Any:
        return self._compiler


def _stand_in(value: Asked, place: int) -> Asked:
    if isinstance(value, datetime):
        return _FIRST_TIME + timedelta(seconds=place)
    if isinstance(value, date):
        return _FIRST_TIME.date() + timedelta(days=place)
    return f"{_WORD}{place}" if isinstance(value, str) else _FIRST_NUMBER + place


def _as_parameter(value: Asked, like: Any = None) -> Any:
    """As the driver is given it: times as text for SQLite, numbers by their width."""
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    if isinstance(value, date):
        return connection.ops.adapt_datefield_value(value)
    return value if like is None else type(like)(value)


def _write(
    build: Callable[..., QuerySet[M]], shape: Sequence[Hashable], asked: Mapping[str, Asked]
) -> _Written[M]:
    places = {name: _stand_in(value, place) for place, (name, value) in enumerate(asked.items())}
    queryset = build(*shape, **places)
    compiler = queryset.query.get_compiler(DEFAULT_DB_ALIAS)
    sql, parameters = compiler.as_sql()
    meant = {_as_parameter(value): name for name, value in places.items()}
    found = {
        place: meant[value]
        for place, value in enumerate(parameters)
        if isinstance(value, Asked) and value in meant
    }
    if missing := set(asked) - set(found.values()):
        raise ValueError(f"The query does not ask about {', '.join(sorted(missing))}.")
    columns = [column for column, *_rest in compiler.select]
    converters = compiler.get_converters(columns)
    return _Written(queryset, compiler, sql, tuple(parameters), found, converters)
