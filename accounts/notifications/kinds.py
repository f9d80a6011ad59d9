"""What members can be told. The apps above register their kinds; this floor knows only the form."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db.models import Model

from accounts.models import User


@dataclass(frozen=True)
class Told:
    """A notice in words, as far as its reader may see what it is about."""

    sentence: str
    title: str
    url: str
    post: Model | None = None
    excerpt: str = ""
    thread: str = ""


@dataclass(frozen=True)
class Kind:
    """A kind of notice and how its subjects are loaded: `load(ids, viewer)` → id → Told.

    What the viewer may no longer see is missing from the answer, and then nothing is told.
    `by_mail` says whether it is also sent; all kinds here are transactional, none is advertising.
    """

    name: str
    load: Callable[[Iterable[int], User], dict[int, Told]]
    by_mail: bool = True


_kinds: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    _kinds[kind.name] = kind


def get(name: str) -> Kind | None:
    return _kinds.get(name)
