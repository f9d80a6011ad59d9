"""One typing error in a title: two letters swapped, one left out, doubled, or the key beside it."""

import random
import re

SHORTEST_WORD = 4
_WORD = re.compile(rf"[^\W\d_]{{{SHORTEST_WORD},}}")
_ROWS = ("qwertzuiopü", "asdfghjklöä", "yxcvbnm")
_BESIDE = {
    key: row[max(place - 1, 0) : place] + row[place + 1 : place + 2]
    for row in _ROWS
    for place, key in enumerate(row)
}


def with_typing_error(title: str, seed: str) -> str:
    """The same error for the same seed; a title without a long word stays as it is."""
    words = list(_WORD.finditer(title))
    if not words:
        return title
    chance = random.Random(seed)  # noqa: S311
    found = chance.choice(words)
    return title[: found.start()] + _mistyped(found[0], chance) + title[found.end() :]


def _mistyped(word: str, chance: random.Random) -> str:
    place = chance.randrange(1, len(word) - 1)
    before, letter, after = word[:place], word[place], word[place + 1 :]
    errors = [
        before + after[0] + letter + after[1:],
        before + after,
        before + letter + letter + after,
    ]
    if beside := _BESIDE.get(letter.lower()):
        errors.append(before + chance.choice(beside) + after)
    return chance.choice(errors)
