"""What the reasons are called that an act takes from a list.

The record keeps the word of the list, which is the same in every language; the floors above
register in `recorded_reasons` how people call it.
"""

from collections.abc import Mapping
from functools import cache

from django.utils.functional import Promise
from django.utils.module_loading import autodiscover_modules

_called: dict[str, Mapping[str, str | Promise]] = {}


def register(act: str, called: Mapping[str, str | Promise]) -> None:
    _called[act] = called


def in_words(act: str, why: str) -> str:
    """`why` as it is read: its reason stands alone, or before a colon and an explanation."""
    _discover()
    reason, _colon, explanation = why.partition(": ")
    name = _called.get(act, {}).get(reason)
    return ": ".join(filter(None, [str(name), explanation])) if name else why


@cache
def _discover() -> None:
    autodiscover_modules("recorded_reasons")
