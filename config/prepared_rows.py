"""Queries of busy pages, whose SQL is written once in a process.

Django writes the SQL of a query anew each time. For the wide joins of a thread that takes longer
than the database takes to answer, and only a few numbers in it differ.
"""

from collections.abc import Callable, Hashable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.db import DEFAULT_DB_ALIAS, connection
from django.db.models import Model, QuerySet, prefetch_related_objects
from django.db.models.query import ModelIterable

M = TypeVar("M", bound=Model)
_LARGEST = 2**63 - 1
# Stand where the numbers come; no table of ours counts so far.
_FIRST_PLACE = 2**62


class PreparedRows(Generic[M]):
    """`build(*shape, **numbers)` gives the query.

    `shape` decides how it looks, `numbers` are what it asks about. Nothing else may go into it,
    above all no time and no language: it would stay for good.
    """

    def __init__(self, build: Callable[..., QuerySet[M]]) -> None:
        self._build = build
        self._written: dict[Hashable, _Written[M]] = {}

    def __call__(self, *shape: Hashable, **numbers: int) -> list[M]:
        """The rows, as the query itself would load them; none for a number that no row can have.

        `shape` takes few different values.
        """
        if any(abs(number) > _LARGEST for number in numbers.values()):
            return []
        key = (connection.vendor, shape)
        written = self._written.get(key)
        if written is None:
            written = self._written[key] = _write(self._build, shape, list(numbers))
        return written.rows(numbers)


@dataclass(frozen=True)
class _Written(Generic[M]):
    """`names` says which number stands at a place among the parameters."""

    queryset: QuerySet[M]
    compiler: Any
    sql: str
    parameters: Sequence[Any]
    names: Mapping[int, str]

    def rows(self, numbers: Mapping[str, int]) -> list[M]:
        compiler = copy(self.compiler)
        compiler.connection = connection
        compiler.as_sql = lambda: (self.sql, self._filled_in(numbers))
        asked: Any = _Asked(compiler, self.queryset.model)
        found: list[M] = list(ModelIterable(asked))
        prefetch_related_objects(found, *self.queryset._prefetch_related_lookups)  # type: ignore[attr-defined]
        return found

    def _filled_in(self, numbers: Mapping[str, int]) -> tuple[Any, ...]:
        """With the type that the driver was given for each place."""
        values = list(self.parameters)
        for place, name in self.names.items():
            values[place] = type(values[place])(numbers[name])
        return tuple(values)


class _Asked:
    """What the iteration over model rows wants to know of a query."""

    db = DEFAULT_DB_ALIAS
    _known_related_objects: Mapping = {}

    def __init__(self, compiler: Any, model: type[Model]) -> None:
        self.query = self
        self.model = model
        self._compiler = compiler

    def get_compiler(self, using: str) -> Any:
        return self._compiler


def _write(
    build: Callable[..., QuerySet[M]], shape: Sequence[Hashable], names: Sequence[str]
) -> _Written[M]:
    places = {name: _FIRST_PLACE + number for number, name in enumerate(names)}
    queryset = build(*shape, **places)
    compiler = queryset.query.get_compiler(DEFAULT_DB_ALIAS)
    sql, parameters = compiler.as_sql()
    meant = {value: name for name, value in places.items()}
    found = {
        place: meant[value]
        for place, value in enumerate(parameters)
        if isinstance(value, int) and value in meant
    }
    if missing := set(names) - set(found.values()):
        raise ValueError(f"The query does not ask about {', '.join(sorted(missing))}.")
    return _Written(queryset, compiler, sql, tuple(parameters), found)
