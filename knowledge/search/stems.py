"""Words told apart by what the search makes of them: one stem stands for every form of a word, for
umlauts written as two letters, for words joined by a hyphen."""

from knowledge.search.analysis import fold_for, is_stop_word, terms_of_word
from knowledge.search.tokens import words_of

# Language and stem.
Stem = tuple[str, str]
# Language and the stems of all words.
Stems = tuple[str, frozenset[str]]


def listed(text: str) -> tuple[str, ...]:
    """What stands between commas."""
    return tuple(dict.fromkeys(each.strip() for each in text.split(",") if each.strip()))


def stem_of(word: str, language: str) -> str:
    """One word, however it is put together: “Wi-Fi” is “wifi”."""
    return next(iter(terms_of_word("".join(words_of(word)), language)), "")


def stems_of(text: str, language: str) -> frozenset[str]:
    """Small words are left out, unless there are no others."""
    return frozenset(stem_of(word, language) for word in _telling(text, language))


def terms_in(text: str, language: str) -> frozenset[str]:
    """With the parts of compounds: who searches for “Kündigungsfrist” means “Kündigung”."""
    words = words_of(text)
    return frozenset(term for word in words for term in terms_of_word(word, language))


def folded_words(text: str, language: str) -> str:
    """By which words that are pinned are told apart: small words left out, in order."""
    return " ".join(sorted({fold_for(word, language) for word in _telling(text, language)}))


def _telling(text: str, language: str) -> list[str]:
    words = words_of(text)
    return [word for word in words if not is_stop_word(word, (language,))] or words
