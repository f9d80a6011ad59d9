"""What the reasons are called that an act takes from a list, or that a rule gives.

The record keeps the word of the list, or the rule's English sentence, which are the same for
everybody; the floors above register in `recorded_reasons` how people call the one, and the other.
"""

from collections.abc import Mapping
from functools import cache

from django.utils.functional import Promise
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext

_called: dict[str, Mapping[str, str | Promise]] = {}
_sentences: set[str] = set()


def register(act: str, called: Mapping[str, str | Promise]) -> None:
    _called[act] = called


def register_sentences(*sentences: str) -> None:
    """Marked by `gettext_noop` where they are written."""
    _sentences.update(sentences)


def in_words(act: str, why: str) -> str:
    """`why` as it is read: its reason stands alone, or before a colon and an explanation."""
    _discover()
    if why in _sentences:
        return gettext(why)
    reason, _colon, explanation = why.partition(": ")
    name = _called.get(act, {}).get(reason)
    return ": ".join(filter(None, [str(name), explanation])) if name else why


@cache
def _discover() -> None:
    autodiscover_modules("recorded_reasons")
