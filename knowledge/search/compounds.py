"""Splits German compounds whose every part is listed in `parts/german.txt`."""

from functools import cache
from pathlib import Path
from typing import NamedTuple

from knowledge.search.folding import fold_german

PARTS_FILE = Path(__file__).parent / "parts" / "german.txt"
SHORTEST_PART = 3
SHORTEST_COMPOUND = 7


class Parts(NamedTuple):
    everywhere: frozenset[str]
    at_the_end: frozenset[str]


@cache
def load_parts() -> Parts:
    first: set[str] = set()
    nouns: set[str] = set()
    endings: list[str] | None = None
    for line in PARTS_FILE.read_text(encoding="utf-8").splitlines():
        if line.startswith(":"):
            endings = line[1:].split()
        elif line == "first:":
            endings = None
        elif not line.startswith("#"):
            _add_words(line, endings, first, nouns)
    return Parts(frozenset(first | nouns), frozenset(nouns))


def _add_words(line: str, endings: list[str] | None, first: set[str], nouns: set[str]) -> None:
    words = [fold_german(word) for word in line.split()]
    if endings is None:
        first.update(words)
    else:
        nouns.update(word + ending for word in words for ending in ("", *endings))


def is_listed(word: str) -> bool:
    """Whether a folded word is a German word for sure."""
    return word in load_parts().everywhere


def split_compound(word: str) -> tuple[str, ...]:
    """The parts of a folded word, in as few parts as can be; empty if it is no compound."""
    parts = load_parts()
    if len(word) < SHORTEST_COMPOUND or word in parts.everywhere:
        return ()
    splits: dict[int, tuple[str, ...]] = {}
    for start in range(len(word) - SHORTEST_PART, -1, -1):
        found = _fewest_parts(word, start, splits, parts)
        if found:
            splits[start] = found
    return splits.get(0, ())


def _fewest_parts(
    word: str, start: int, splits: dict[int, tuple[str, ...]], parts: Parts
) -> tuple[str, ...]:
    rest = word[start:]
    if rest in parts.at_the_end:
        return (rest,)
    candidates = [
        (word[start:end], *tail)
        for end, tail in splits.items()
        if end - start >= SHORTEST_PART and word[start:end] in parts.everywhere
    ]
    return min(candidates, key=len, default=())
