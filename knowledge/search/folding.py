"""One spelling for what people spell in many ways: case, accents, ü and ue, ß and ss."""

import re
import unicodedata

# "ue" stands for "ü" except after a, e and q: "neue", "bauen", "quer".
_WRITTEN_UMLAUT = re.compile(r"ae|oe|(?<![aeq])ue")


def fold(word: str) -> str:
    folded = word.casefold()
    if folded.isascii():
        return folded
    decomposed = unicodedata.normalize("NFKD", folded)
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def fold_german(word: str) -> str:
    """Umlauts lose their dots, so that "Bälle", "Baelle" and "Ball" come together."""
    return _WRITTEN_UMLAUT.sub(lambda match: match[0][0], fold(word))
