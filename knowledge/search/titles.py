"""How alike two titles are by the three letters that stand together in them: other endings,
compounds and typing errors make words differ that share most of these."""

from functools import lru_cache
from math import log, sqrt

import tantivy

from knowledge.search.folding import fold_german
from knowledge.search.tokens import words_of

# Beginnings and ends of words count as a letter.
BORDER = "_"
# Rarity moves slowly: what was counted holds until the index has grown or shrunk by so much.
COUNTED_AGAIN_AFTER = 0.02
MOST_REMEMBERED = 50_000


@lru_cache(maxsize=2_000)
def grams_of(title: str) -> frozenset[str]:
    """The groups of letters within its words."""
    text = BORDER.join(["", *words_of(fold_german(title)), ""])
    groups = zip(text, text[1:], text[2:], strict=False)
    return frozenset("".join(group) for group in groups if group[1] != BORDER)


class GramRarity:
    """Remembers how rare groups of letters are in the titles of one index."""

    def __init__(self) -> None:
        self._weights: _Weights | None = None

    def weights(self, searcher: tantivy.Searcher) -> "_Weights":
        if self._weights is None or self._weights.is_outdated(searcher):
            self._weights = _Weights(searcher)
        # An older one would keep the files of an index that was replaced.
        self._weights.searcher = searcher
        return self._weights


class _Weights(dict[str, float]):
    """The square of the rarity of a group of letters, counted when it is first asked for."""

    def __init__(self, searcher: tantivy.Searcher) -> None:
        self.searcher = searcher
        self._count = searcher.num_docs

    def is_outdated(self, searcher: tantivy.Searcher) -> bool:
        moved = abs(searcher.num_docs - self._count)
        return moved > self._count * COUNTED_AGAIN_AFTER or len(self) > MOST_REMEMBERED

    def __missing__(self, gram: str) -> float:
        frequency = self.searcher.doc_freq("grams", gram)
        others = max(self._count - frequency, 0)
        weight = self[gram] = log(1 + (others + 0.5) / (frequency + 0.5)) ** 2
        return weight

    def sum(self, grams: frozenset[str]) -> float:
        return sum(map(self.__getitem__, grams))


class Title:
    """A title with which others are compared."""

    def __init__(self, text: str, weights: _Weights) -> None:
        self._grams = grams_of(text)
        self._weights = weights
        self._length = weights.sum(self._grams)

    def likeness(self, other: str) -> float:
        """The cosine of the angle between them, from 0 to 1."""
        theirs = grams_of(other)
        shared = self._weights.sum(self._grams & theirs)
        return shared / sqrt(self._length * self._weights.sum(theirs)) if shared else 0.0
