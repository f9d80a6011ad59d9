"""What each table knows about a person: what his download shows, and what erasing him does.

Apps declare in `personal_data.py` each column that leads to a person; a test fails for one that
is not declared. The declarations are the download, the erasure and the page about both.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.db import transaction
from django.db.models import Model, Q, QuerySet
from django.utils.functional import Promise
from django.utils.module_loading import autodiscover_modules

# Rows that one transaction changes at most: others write in between.
BATCH = 200


class Erase(StrEnum):
    KEEP = "keep"
    CLEAR = "clear"
    DELETE = "delete"
    REWRITE = "rewrite"


@dataclass(frozen=True, slots=True)
class Person:
    """What rows are found by: a key, or an address where a table holds nothing else."""

    pk: int
    mailboxes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Leaver(Person):
    """Somebody who is erased: what his account itself may no longer say."""

    names: tuple[str, ...] = ()
    keeps_texts: bool = True


Find = Callable[[Person], Q]
Change = Callable[[QuerySet, Leaver], None]
Sweep = Callable[[Leaver], int]


@dataclass(frozen=True, slots=True)
class Declared:
    model: type[Model]
    field: str
    what: str | Promise
    export: tuple[str, ...]
    erase: Erase
    why: str | Promise
    find: Find
    change: Change | None
    at_once: int

    @property
    def table(self) -> str:
        return self.model._meta.label_lower

    def rows_of(self, person: Person) -> QuerySet:
        return self.model._base_manager.filter(self.find(person))

    def erase_rows_of(self, leaver: Leaver) -> int:
        """Erase in batches; return how many rows were looked at. Doing it again does no harm."""
        change = self.change
        if change is None:
            return 0
        return in_batches(self.rows_of(leaver), lambda rows: change(rows, leaver), self.at_once)


_declared: list[Declared] = []
_sweeps: list[Sweep] = []


def declare(
    model: type[Model],
    *,
    field: str,
    what: str | Promise,
    erase: Erase,
    why: str | Promise = "",
    export: Sequence[str] = (),
    find: Find | None = None,
    change: Change | None = None,
    at_once: int = BATCH,
) -> None:
    """Say what `field` of `model`, or a path to a person from there, means to that person.

    `what` is what members read, one line of a table per wording; `why` says what is kept and
    must be given for KEEP. `export` lists the columns of the download, none by default.
    `find` gives his rows where `field` holds no key; `change` erases a batch of them and is
    needed to REWRITE, `at_once` says how many a batch has.
    """
    _declared.append(
        Declared(
            model=model,
            field=field,
            what=what,
            export=tuple(export),
            erase=erase,
            why=why,
            find=find or (lambda person: Q(**{field: person.pk})),
            change=change or _plain_change(model, field, erase),
            at_once=at_once,
        )
    )


def sweep(function: Sweep) -> Sweep:
    """Call the decorated function when somebody is erased, for traces that no column leads to."""
    _sweeps.append(function)
    return function


def declared() -> Sequence[Declared]:
    """Those of every installed app."""
    autodiscover_modules("personal_data")
    return _declared


def sweeps() -> Sequence[Sweep]:
    autodiscover_modules("personal_data")
    return _sweeps


def by_mailbox(field: str) -> Find:
    """Rows whose `field` is one of his addresses."""
    return lambda person: Q(**{f"{field}__in": person.mailboxes})


def in_batches(rows: QuerySet, change: Callable[[QuerySet], None], at_once: int = BATCH) -> int:
    """Give `rows` to `change` in the order of their keys, each batch in its own transaction."""
    seen, last = 0, None
    while True:
        rest = rows if last is None else rows.filter(pk__gt=last)
        keys = list(rest.order_by("pk").values_list("pk", flat=True)[:at_once])
        if not keys:
            return seen
        with transaction.atomic():
            change(rows.model._base_manager.filter(pk__in=keys))
        seen, last = seen + len(keys), keys[-1]


def _plain_change(model: type[Model], field: str, erase: Erase) -> Change | None:
    if erase is Erase.REWRITE:
        raise ValueError(f"{model._meta.label}.{field}: say how it is rewritten.")
    if erase is Erase.DELETE:
        return _delete
    if erase is Erase.CLEAR:
        return lambda rows, _leaver: _clear(rows, field)
    return None


def _delete(rows: QuerySet, _leaver: Leaver) -> None:
    rows.delete()


def _clear(rows: QuerySet, field: str) -> None:
    empty = None if rows.model._meta.get_field(field).null else ""
    rows.update(**{field: empty})
