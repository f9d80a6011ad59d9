"""Compares what is derived with the facts it is derived from, and repairs it.

Apps register their derived columns in `recounts.py`. A column moves in the transaction of its
facts, so a difference is a fault at any moment, and one statement sees all there are.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from django.db import transaction
from django.db.models import Count, F, Model, OuterRef, QuerySet, Subquery, Sum
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce
from django.utils.module_loading import autodiscover_modules

BATCH = 500

_recounts: list["Recount"] = []
_comparisons: list["Comparison"] = []


@dataclass(frozen=True, slots=True)
class Difference:
    model: str
    object_id: int
    field: str
    stored: Any
    recomputed: Any

    def __str__(self) -> str:
        return (
            f"{self.model} {self.object_id}: {self.field} is {self.stored!r},"
            f" recomputed it is {self.recomputed!r}"
        )


class Comparison(Protocol):
    """Anything derived that can be compared with its facts and repaired."""

    def differences(self) -> Iterable[Difference]: ...

    def repair(self) -> Iterable[Difference]: ...


@dataclass(frozen=True, slots=True)
class Recount:
    """`truth` is an expression over the model that is never NULL."""

    model: type[Model]
    field: str
    truth: Combinable

    def differences(self) -> Iterator[Difference]:
        return self._compared(self._wrong())

    def repair(self) -> Iterator[Difference]:
        """Set what differs, a batch at a time; gives what it has changed."""
        wrong = list(self._wrong().order_by("pk").values_list("pk", flat=True))
        for start in range(0, len(wrong), BATCH):
            yield from self._repair(wrong[start : start + BATCH])

    @transaction.atomic
    def _repair(self, ids: Sequence[int]) -> list[Difference]:
        """Asks again with the rows locked: what moved in the meantime may be right now."""
        rows = self.model._base_manager.filter(pk__in=ids)
        list(rows.order_by("pk").select_for_update(no_key=True).values_list("pk", flat=True))
        found = list(self._compared(self._wrong().filter(pk__in=ids)))
        wrong = rows.filter(pk__in=[difference.object_id for difference in found])
        wrong.update(**{self.field: self.truth})
        return found

    def _wrong(self) -> QuerySet:
        compared = self.model._base_manager.annotate(recomputed=self.truth)
        return compared.exclude(**{self.field: F("recomputed")})

    def _compared(self, rows: QuerySet) -> Iterator[Difference]:
        found = rows.order_by("pk").values_list("pk", self.field, "recomputed")
        for pk, stored, recomputed in found.iterator():
            yield Difference(self.model._meta.label, pk, self.field, stored, recomputed)


def register(model: type[Model], field: str, truth: Combinable) -> None:
    _recounts.append(Recount(model, field, truth))


def register_comparison(comparison: Comparison) -> None:
    """For what is no single column: whole rows that are there because of others."""
    _comparisons.append(comparison)


def registered() -> Sequence[Recount]:
    """The columns of every installed app."""
    autodiscover_modules("recounts")
    return _recounts


def compared() -> Sequence[Comparison]:
    """All that is derived, in every installed app."""
    return [*registered(), *_comparisons]


def count_of(rows: QuerySet, *, per: str) -> Coalesce:
    """How many of `rows` point to each object by their column `per`."""
    return _total(rows, Count("pk"), per)


def sum_of(rows: QuerySet, column: str, *, per: str) -> Coalesce:
    return _total(rows, Sum(column), per)


def _total(rows: QuerySet, aggregate: Count | Sum, per: str) -> Coalesce:
    mine = rows.filter(**{per: OuterRef("pk")}).order_by().values(per)
    return Coalesce(Subquery(mine.annotate(total=aggregate).values("total")), 0)
