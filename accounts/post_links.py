"""What the ledger and the medals are about, in words, as far as a reader may see it.

They stand below the posts and know them as "answer" and a number; the apps above register how
the posts of a kind are loaded.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from django.utils.module_loading import autodiscover_modules

from accounts.models import User
from config.text import number_in


@dataclass(frozen=True)
class PostLink:
    title: str
    url: str


Subject = tuple[str, int]
Loader = Callable[[Iterable[int], User], Mapping[int, PostLink]]

_loaders: dict[str, Loader] = {}


def register(kind: str, load: Loader) -> None:
    """`load(ids, viewer)` gives id → link, without what the viewer may not see."""
    _loaders[kind] = load


def links_to(subjects: Iterable[Subject], *, viewer) -> dict[Subject, PostLink]:
    """One query for each kind; what the viewer may not see, or nobody registered, is missing."""
    _discover()
    wanted: dict[str, set[int]] = defaultdict(set)
    for kind, post_id in subjects:
        wanted[kind].add(post_id)
    return {
        (kind, post_id): link
        for kind, ids in wanted.items()
        if kind in _loaders
        for post_id, link in _loaders[kind](ids, viewer).items()
    }


def about_what(subject: str, *, viewer) -> PostLink | None:
    """What “article 3” is called, if `viewer` may see it; one query, none for no subject."""
    named = parsed(subject)
    return links_to([named], viewer=viewer).get(named) if named else None


def parsed(subject: str) -> Subject | None:
    """A medal's subject, “answer 12”, as kind and id; None for none."""
    kind, _space, digits = subject.rpartition(" ")
    number = number_in(digits)
    return (kind, number) if kind and number is not None else None


@cache
def _discover() -> None:
    autodiscover_modules("post_links")
