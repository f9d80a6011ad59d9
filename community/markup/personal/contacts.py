"""What the company itself has published: everybody may write it."""

import re
from functools import lru_cache

from django.conf import settings

from community.markup.personal.dialling import number_of
from community.markup.personal.kinds import Find, Kind

_MAILBOX = re.compile(r"[^\s<>@]*(@[^\s<>@]+)")
_OPERATORS = ("phone", "email", "privacy_contact")


def is_published(find: Find) -> bool:
    """Is it one of PUBLISHED_CONTACTS (a number, an address, or @domain for all that end so), or
    one of the contact ways that stand on every page?"""
    if find.kind not in {Kind.EMAIL, Kind.PHONE}:
        return False
    operators = (settings.COMMUNITY.get(name, "") for name in _OPERATORS)
    published = _values((*settings.PUBLISHED_CONTACTS, *operators), tuple(settings.PHONE_REGIONS))
    mailbox = _MAILBOX.fullmatch(find.value)
    return find.value in published or (mailbox is not None and mailbox[1] in published)


@lru_cache(10)
def _values(contacts: tuple[str, ...], _regions: tuple[str, ...]) -> frozenset[str]:
    mailboxes = (match[0].lower() for each in contacts for match in _MAILBOX.finditer(each))
    return frozenset([*mailboxes, *map(number_of, contacts)]) - {""}
