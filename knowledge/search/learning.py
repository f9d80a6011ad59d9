"""Learns parts of German compounds from texts: nouns that often stand alone, and within others."""

from collections import Counter
from collections.abc import Iterable, Iterator

from knowledge.search.compounds import (
    FIRST_ONLY,
    SHORTEST_COMPOUND,
    SHORTEST_PART,
    Parts,
    load_parts,
    split_compound,
)
from knowledge.search.folding import fold_german
from knowledge.search.stopwords import GERMAN
from knowledge.search.tokens import words_of

# In so many texts it stands alone, and in so many different compounds it is a part.
ALONE_IN = 5
PART_OF = 3
# Shorter ones are in many words by chance.
SHORTEST_LEARNED = 4
LINKS = ("", "s", "es", "n", "en")
# Prefixes and endings that stand alone too, as in "unter|nehmen", "wider|spruch" and "rad|los".
_NO_PARTS = {*map(fold_german, GERMAN)} | {
    *["anti", "auto", "dran", "entgegen", "fest", "fort", "frei", "heim", "hoch", "lich"],
    *["nieder", "statt", "ubrig", "voll", "voran", "voraus", "vorbei", "weiter", "wider"],
    *["zuruck", "zusammen"],
}


def learned_from(texts: Iterable[str]) -> frozenset[str]:
    """Folded words, those that only begin compounds with FIRST_ONLY behind; none that is listed."""
    listed = load_parts()
    counts, as_nouns = _counted(texts)
    alone = {
        word
        for word, count in as_nouns.items()
        if count >= ALONE_IN and 2 * count > counts[word] and _may_be_part(word)
    }
    compounds: Counter[str] = Counter()
    for word in counts:
        if len(word) >= SHORTEST_COMPOUND and word not in listed.everywhere:
            compounds.update(set(_new_parts(word, alone, listed)))
    return frozenset(part for part, count in compounds.items() if count >= PART_OF)


def _counted(texts: Iterable[str]) -> tuple[Counter[str], Counter[str]]:
    """In how many texts each word is, and in how many with a capital letter, as nouns have it."""
    counts: Counter[str] = Counter()
    as_nouns: Counter[str] = Counter()
    for text in texts:
        words = words_of(text)
        counts.update({fold_german(word) for word in words})
        as_nouns.update({fold_german(word) for word in words if word[0].isupper()})
    return counts, as_nouns


def _may_be_part(word: str) -> bool:
    """New to the list, and not made of words that are in it."""
    return (
        len(word) >= SHORTEST_LEARNED
        and word.isalpha()
        and word not in _NO_PARTS
        and word not in load_parts().everywhere
        and not split_compound(word, load_parts())
    )


def _new_parts(word: str, alone: set[str], listed: Parts) -> Iterator[str]:
    """Which words that stand alone this one has as a part, beside another that is known."""
    for place in range(SHORTEST_PART, len(word) - SHORTEST_PART + 1):
        first, last = word[:place], word[place:]
        begins = _first_part(first, alone)
        if last in alone and (begins or first in listed.everywhere):
            yield last
        if begins and (last in alone or last in listed.at_the_end):
            yield begins


def _first_part(beginning: str, alone: set[str]) -> str:
    """Itself, or marked if it stands alone only without its linking letters; else ""."""
    if beginning in alone:
        return beginning
    for link in LINKS[1:]:
        if beginning.endswith(link) and beginning.removesuffix(link) in alone:
            return beginning + FIRST_ONLY
    return ""
