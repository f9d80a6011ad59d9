"""Accounts for people whom an import brings along: many at once, and nobody signs in to them."""

from collections.abc import Collection, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from secrets import randbelow

import regex
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.names import UnacceptableName, check_name, name_key
from config.text import clean_line

# Leaves room for a number behind it.
LONGEST_NAME = 32
_TRIES_IN_ORDER = 30

_FOREIGN_TO_NAMES = regex.compile(r"[^\p{L}\p{M}\p{Nd} ._'-]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Newcomer:
    """`number` stands in the neutral name of somebody whose own one can't be shown."""

    name: str
    number: str
    language: str
    joined_at: datetime


@transaction.atomic
def create_imported_people(newcomers: Sequence[Newcomer]) -> list[User]:
    """Accounts without e-mail, password, role or affiliation, in the order of `newcomers`.

    No event is recorded: nobody joined. Names that are reserved or not allowed become neutral
    ones, and names that are taken get a number.
    """
    names = _free_names([_acceptable_name(newcomer) for newcomer in newcomers])
    return User.objects.bulk_create(
        User(
            display_name=name,
            name_key=name_key(name),
            password=make_password(None),
            language=newcomer.language,
            created_at=newcomer.joined_at,
        )
        for name, newcomer in zip(names, newcomers, strict=True)
    )


def _acceptable_name(newcomer: Newcomer) -> str:
    for name in (newcomer.name, _simplified(newcomer.name)):
        with suppress(UnacceptableName):
            return check_name(name, settings.COMMUNITY["reserved_words"])
    return _("Member %(number)s") % {"number": newcomer.number}


def _simplified(name: str) -> str:
    """Without the signs that a name may not have; of an e-mail address nothing may be shown."""
    if "@" in name:
        return ""
    letters = clean_line(_FOREIGN_TO_NAMES.sub(" ", name))
    return "".join(regex.findall(r"\X", letters[: 4 * LONGEST_NAME])[:LONGEST_NAME]).strip()


def _free_names(wanted: Sequence[str]) -> list[str]:
    """The names with a number behind those that somebody has already, here or in the list."""
    proposals = [_numbered(name) for name in wanted]
    names = [next(proposal) for proposal in proposals]
    used: set[str] = set()
    open_places = list(range(len(names)))
    while open_places:
        used |= _taken({name_key(names[place]) for place in open_places})
        still_open = []
        for place in open_places:
            key = name_key(names[place])
            if key in used:
                names[place] = next(proposals[place])
                still_open.append(place)
            used.add(key)
        open_places = still_open
    return names


def _numbered(name: str) -> Iterator[str]:
    yield name
    for number in range(2, _TRIES_IN_ORDER):
        yield f"{name} {number}"
    while True:
        yield f"{name} {randbelow(10**9)}"


def _taken(keys: Collection[str]) -> set[str]:
    return set(User.objects.filter(name_key__in=keys).values_list("name_key", flat=True))
