"""Which characters a reader takes for one another (Unicode Technical Standard 39)."""

import unicodedata
from functools import cache

from confusable_homoglyphs.confusables import confusables_data

# In lower case a capital I is an i again, while its doubles l, 1 and | are not.
_ALSO_ALIKE = str.maketrans({"i": "l", "0": "o", "1": "l", "|": "l", "w": "vv"})

# A small letter may look like another sign than its capital does: what comes out is asked again.
_ROUNDS = 3


def skeleton(text: str) -> str:
    """The same for texts that look the same, in either case, with or without accents.

    For comparing only, never to be shown.
    """
    looks = _bare(text)
    for _ in range(_ROUNDS):
        looks = _small(_by_looks(looks))
    return looks.translate(_ALSO_ALIKE)


def _bare(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(sign for sign in decomposed if unicodedata.category(sign) not in {"Mn", "Cf"})


def _small(text: str) -> str:
    return _bare(_bare(text).casefold())


def _by_looks(text: str) -> str:
    centres = _centres()
    return "".join(centres.get(sign, sign) for sign in text)


@cache
def _centres() -> dict[str, str]:
    """The package lists every pair in both directions; what the standard maps a sign to is the
    centre of its group, the one that has many twins."""
    twins = {
        sign: [_visible(twin["c"]) for twin in known] for sign, known in confusables_data.items()
    }
    return {sign: _centre(sign, twins) for sign in twins if len(sign) == 1}


def _centre(sign: str, twins: dict[str, list[str]]) -> str:
    if len(twins[sign]) > 1:
        return sign
    twin = twins[sign][0]
    if len(twin) > 1 or len(twins.get(twin, [])) > 1:
        return twin
    return min(sign, twin)


def _visible(text: str) -> str:
    return "".join(sign for sign in text if unicodedata.category(sign) != "Cf")
