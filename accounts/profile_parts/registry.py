"""What profiles and the list of members show of somebody's posts.

The apps above register it in their `profile_parts.py`; this floor knows the form alone. Whatever
is counted or listed comes from rows that the viewer may see, so that what is hidden leaves no
trace (A-AZ-06, A-AZ-07).
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, reduce
from operator import or_
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.module_loading import autodiscover_modules

from accounts.models import User
from config.paging import Page
from config.recount import count_of


@dataclass(frozen=True, kw_only=True)
class Part:
    """A tab: somebody's posts of one kind.

    `rows(viewer)` are the posts of everybody, as far as the viewer may see them; `owner` is the
    lookup from a row to its person. `load(person, viewer, query)` gives the page of somebody's
    rows that `template` shows as `page`.
    """

    name: str
    label: str | Promise
    template: str
    rows: Callable[[Any], QuerySet]
    owner: str
    load: Callable[[User, Any, QueryDict], Page]


@dataclass(frozen=True, kw_only=True)
class Aside:
    """A box beside the tabs: `template` shows what `load(person, viewer)` gives as `content`.

    Without content there is no box. One that `tells_figures` is left out for everybody who speaks
    or spoke for the company: there are no figures per employee.
    """

    template: str
    load: Callable[[User, Any], Any]
    tells_figures: bool = False


Expertise = Callable[[Collection[int]], Mapping[int, Sequence[str]]]

_parts: dict[str, Part] = {}
_asides: list[Aside] = []
_expertise: list[Expertise] = []


def register(*registered: Part | Aside) -> None:
    for each in registered:
        if isinstance(each, Part):
            _parts[each.name] = each
        else:
            _asides.append(each)


def register_expertise(expertise: Expertise) -> None:
    """`expertise(user_ids)` says what people are experts in, for their rows in lists."""
    _expertise.append(expertise)


def parts() -> Mapping[str, Part]:
    _discover()
    return _parts


def asides() -> Sequence[Aside]:
    _discover()
    return _asides


def counts_of(person: User, viewer) -> dict[str, int]:
    """How many rows each part has, in one query."""
    counts = [count_of(part.rows(viewer), per=part.owner) for part in parts().values()]
    counted = User.objects.filter(pk=person.pk).values_list(*counts).get()
    return dict(zip(parts(), counted, strict=True))


def has_written(viewer) -> Q:
    """People with an account of their own, and of the others those whose posts can be seen."""
    written = (
        Exists(part.rows(viewer).filter(**{part.owner: OuterRef("pk")}))
        for part in parts().values()
    )
    return reduce(or_, map(Q, written), Q(email__isnull=False))


def expertise_of(people: Collection[User]) -> dict[int, list[str]]:
    """What each of `people` is an expert in, by id; one query per app that knows of any."""
    _discover()
    ids = [person.pk for person in people]
    found: dict[int, list[str]] = {pk: [] for pk in ids}
    for expertise in _expertise:
        for pk, topics in expertise(ids).items():
            found[pk].extend(topics)
    return found


@cache
def _discover() -> None:
    autodiscover_modules("profile_parts")
