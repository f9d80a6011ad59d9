"""What the index knows of words: how rare they are, how they go on, what was meant."""

from difflib import get_close_matches

import tantivy

from knowledge.search.analysis import LANGUAGES, is_stop_word, terms_of_word
from knowledge.search.compounds import is_listed
from knowledge.search.folding import fold_german
from knowledge.search.tokens import words_of

SHORTEST_CORRECTED = 4
SHORTEST_FOR_TWO_ERRORS = 8
LIKENESS = 0.75
TITLES_LOOKED_AT = 20
COMPLETIONS = 6
COMPLETIONS_LOOKED_AT = 500
# A word in hardly any document is taken for an error if a word like it is much more common.
RARE = 2
MUCH_MORE_COMMON = 10


class Vocabulary:
    def __init__(self, searcher: tantivy.Searcher, schema: tantivy.Schema) -> None:
        self._searcher = searcher
        self._schema = schema

    def frequency(self, term: str) -> int:
        return self._searcher.doc_freq("text", term) + self._searcher.doc_freq("extra", term)

    def is_doubtful(self, word: str) -> bool:
        """Unknown or very rare, and nothing that is surely a word."""
        folded = fold_german(word)
        is_candidate = len(folded) >= SHORTEST_CORRECTED and folded.isalpha()
        return is_candidate and not is_listed(folded) and self._word_frequency(word) <= RARE

    def correction(self, word: str) -> str:
        """A much more common word that looks like it; else ""."""
        nearest = self._nearest(fold_german(word))
        least = self._word_frequency(word) * MUCH_MORE_COMMON
        return nearest if nearest and self._word_frequency(nearest) >= least else ""

    def completions(self, beginning: str) -> list[str]:
        """The words most used in titles that begin so."""
        found = self._searcher.terms_with_prefix(
            "words", fold_german(beginning), limit=COMPLETIONS_LOOKED_AT
        )
        found.sort(key=lambda word_and_count: -word_and_count[1])
        return [word for word, _ in found[:COMPLETIONS]]

    def _word_frequency(self, word: str) -> int:
        terms = {term for language in LANGUAGES for term in terms_of_word(word, language)}
        return max(map(self.frequency, terms), default=0)

    def _nearest(self, folded: str) -> str:
        for errors in (1, 2) if len(folded) >= SHORTEST_FOR_TWO_ERRORS else (1,):
            candidates = self._title_words_near(folded, errors)
            found = get_close_matches(folded, candidates, n=1, cutoff=LIKENESS)
            if found:
                return candidates[found[0]]
        return ""

    def _title_words_near(self, folded: str, errors: int) -> dict[str, str]:
        query = tantivy.Query.fuzzy_term_query(self._schema, "words", folded, errors)
        found = self._searcher.search(query, TITLES_LOOKED_AT, count=False)
        titles = (self._searcher.doc(address)["title"][0] for _, address in found.hits)
        words = (word for title in titles for word in words_of(bytes(title).decode()))
        near = {fold_german(word): word for word in words if not is_stop_word(word, LANGUAGES)}
        near.pop(folded, None)
        return near
