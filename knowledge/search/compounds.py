"""Splits German compounds whose every part is listed in `parts/german.txt` or was learned."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from knowledge.search.folding import fold_german

PARTS_FILE = Path(__file__).parent / "parts" / "german.txt"
SHORTEST_PART = 3
SHORTEST_COMPOUND = 7
# Of a learned part that may not come last, as the "wartungs" of "Wartungsvertrag".
FIRST_ONLY = "-"


@dataclass(frozen=True, eq=False, slots=True)
class Parts:
    """One list is one object, so that what was split by it can be remembered with it."""

    everywhere: frozenset[str]
    at_the_end: frozenset[str]


@cache
def load_parts() -> Parts:
    """Those of the file."""
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


@lru_cache(maxsize=4)
def parts_with(learned: frozenset[str]) -> Parts:
    """Those of the file and the learned ones, which are folded."""
    listed = load_parts()
    last = {word for word in learned if not word.endswith(FIRST_ONLY)}
    first = {word.removesuffix(FIRST_ONLY) for word in learned}
    return Parts(listed.everywhere | first, listed.at_the_end | last)


def use_learned(learned: Iterable[str]) -> None:
    """From now on words of this process are split by these too: by what the index was built with,
    for a search finds only what was analysed as it is."""
    global _in_use
    _in_use = parts_with(frozenset(learned))


def parts_in_use() -> Parts:
    return _in_use


def is_listed(word: str) -> bool:
    """Whether a folded word is a German word for sure."""
    return word in _in_use.everywhere


def split_compound(word: str, parts: Parts | None = None) -> tuple[str, ...]:
    """The parts of a folded word, in as few parts as can be; empty if it is no compound."""
    parts = parts or _in_use
    if len(word) < SHORTEST_COMPOUND or word in parts.everywhere or not _may_split(word, parts):
        return ()
    splits: dict[int, tuple[str, ...]] = {}
    for start in range(len(word) - SHORTEST_PART, -1, -1):
        found = _fewest_parts(word, start, splits, parts)
        if found:
            splits[start] = found
    return splits.get(0, ())


def _add_words(line: str, endings: list[str] | None, first: set[str], nouns: set[str]) -> None:
    words = [fold_german(word) for word in line.split()]
    if endings is None:
        first.update(words)
    else:
        nouns.update(word + ending for word in words for ending in ("", *endings))


def _may_split(word: str, parts: Parts) -> bool:
    """Most words are no compounds, which this tells five times faster than looking for all."""
    places = range(SHORTEST_PART, len(word) - SHORTEST_PART + 1)
    return any(word[:place] in parts.everywhere for place in places) and any(
        word[place:] in parts.at_the_end for place in places
    )


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


_in_use = parts_with(frozenset())
