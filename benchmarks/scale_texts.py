"""Documents for `search_scale.py`: made up by a seed, in German and English, by Zipf's law.

A third of the German vocabulary are compounds of words that `parts/german.txt` lists, some with a
part that it does not list. A title has 5 to 11 words, a body and its accepted answer 150 each.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from functools import cache, cached_property
from itertools import chain
from multiprocessing import get_context
from pathlib import Path

import numpy as np

from benchmarks.corpus import FUNCTION_WORDS, Corpus
from knowledge.search.compounds import load_parts
from knowledge.search.engine import Document, Kind, State
from knowledge.search.stopwords import GERMAN

WORDS_IN_BODY = 150
SHORTEST_TITLE, LONGEST_TITLE = 5, 11
WORDS_OF_LANGUAGE = 200_000
UNLISTED_PARTS = 300
SOLVED_SHARE = 0.6
TAGS = 500
PRODUCTS = 40
CHUNK = 500
MAKERS = 3
# Beyond the questions that the product is given besides.
FIRST_ID = 1_000_000_000
DAY = 86_400
_SEED = 11


class ScaleTexts:
    """The first documents of many are those of few."""

    @cached_property
    def vocabularies(self) -> dict[str, np.ndarray]:
        """All words of a language, the most frequent first."""
        rng = np.random.default_rng(_SEED)
        made = Corpus(question_count=0).vocabulary
        english = [*FUNCTION_WORDS, *made[len(FUNCTION_WORDS) :]]
        return {
            "de": _fill_up([*sorted(GERMAN), *_german(rng, made)], rng),
            "en": _fill_up(english, rng),
        }

    def chunk(self, first: int) -> list[Document]:
        """CHUNK documents, whose words are drawn all at once."""
        rng = np.random.default_rng(_SEED + first)
        titles = _draw(rng, self._title_shares, CHUNK * LONGEST_TITLE).reshape(CHUNK, -1)
        bodies = _draw(rng, self._shares, CHUNK * 2 * WORDS_IN_BODY).reshape(CHUNK, 2, -1)
        return [
            self._document(first + place, titles[place], bodies[place], rng)
            for place in range(CHUNK)
        ]

    def _document(
        self, number: int, title: np.ndarray, texts: np.ndarray, rng: np.random.Generator
    ) -> Document:
        language = "de" if number % 2 else "en"
        vocabulary = self.vocabularies[language]
        body, answer = vocabulary[texts]
        return Document(
            kind=Kind.QUESTION,
            object_id=FIRST_ID + number,
            language=language,
            title=" ".join(vocabulary[title[: SHORTEST_TITLE + number % 7]]),
            body=" ".join(body),
            extra=" ".join(answer),
            state=State.SOLVED if rng.random() < SOLVED_SHARE else State.OPEN,
            product_id=1 + number % PRODUCTS,
            tags=(f"tag-{number % TAGS}", f"tag-{number % 7}"),
            created=1_600_000_000 + number * DAY // 500,
        )

    def rare(self, count: int) -> list[str]:
        return self._words_at(range(60_000, 60_000 + 61 * count, 61))

    def common(self, count: int) -> list[str]:
        """The most frequent that are no stop words."""
        return self._words_at(range(300, 300 + 3 * count, 3))

    def three_words(self, count: int) -> list[str]:
        places = [(400 + 7 * n, 2_000 + 31 * n, 9_000 + 71 * n) for n in range(count)]
        return [" ".join(self._words_at(three, language=n % 2)) for n, three in enumerate(places)]

    def typed(self, count: int) -> list[str]:
        """Three or four words of a title, the last one unfinished."""
        return [text[: -max(1, len(text.split()[-1]) // 2)] for text in self.three_words(count)]

    def _words_at(self, places: Sequence[int], *, language: int | None = None) -> list[str]:
        languages = ("en", "de")
        return [
            str(self.vocabularies[languages[n % 2 if language is None else language]][place])
            for n, place in enumerate(places)
        ]

    @cached_property
    def _shares(self) -> np.ndarray:
        return _cumulated(1 / np.arange(1, WORDS_OF_LANGUAGE + 1))

    @cached_property
    def _title_shares(self) -> np.ndarray:
        shares = 1 / np.arange(1, WORDS_OF_LANGUAGE + 1)
        shares[:100] /= 10
        return _cumulated(shares)


def write_texts(count: int, folder: Path) -> None:
    """A file for each CHUNK of documents, those left out that are there."""
    folder.mkdir(exist_ok=True)
    with get_context("spawn").Pool(MAKERS) as makers:
        chunks = ((first, folder) for first in range(0, count, CHUNK))
        for _ in makers.imap_unordered(_write_chunk, chunks):
            pass


def read_texts(folder: Path) -> Iterator[Document]:
    files = sorted(folder.glob("*.json"))
    return chain.from_iterable(map(_read_chunk, files))


def _write_chunk(chunk: tuple[int, Path]) -> None:
    first, folder = chunk
    file = folder / f"{first:09}.json"
    if not file.exists():
        documents = [asdict(document) for document in _texts().chunk(first)]
        fresh = file.with_suffix(".fresh")
        fresh.write_text(json.dumps(documents), encoding="utf-8")
        fresh.rename(file)


def _read_chunk(file: Path) -> list[Document]:
    records = json.loads(file.read_text(encoding="utf-8"))
    return [Document(**record | {"tags": tuple(record["tags"])}) for record in records]


@cache
def _texts() -> "ScaleTexts":
    return ScaleTexts()


def _german(rng: np.random.Generator, made: np.ndarray) -> list[str]:
    listed = sorted(word for word in load_parts().at_the_end if len(word) > 3)
    rng.shuffle(listed)
    unlisted = [str(word) for word in made[2_000 : 2_000 + UNLISTED_PARTS]]
    parts = np.array([*listed, *unlisted], dtype=object)
    firsts = parts[rng.integers(0, len(parts), WORDS_OF_LANGUAGE // 3)]
    lasts = parts[rng.integers(0, len(parts), WORDS_OF_LANGUAGE // 3)]
    compounds = [first + last for first, last in zip(firsts, lasts, strict=True)]
    return [*listed, *unlisted, *compounds, *map(str, made[4_000:])]


def _fill_up(words: Sequence[str], rng: np.random.Generator) -> np.ndarray:
    """To the full number: names, numbers and errors, which every language is full of."""
    known = dict.fromkeys(words)
    letters = np.array(list("abcdefghijklmnoprstuvwz0123456789"))
    while len(known) < WORDS_OF_LANGUAGE:
        known.setdefault("".join(rng.choice(letters, int(rng.integers(5, 11)))))
    return np.array(list(known)[:WORDS_OF_LANGUAGE], dtype=object)


def _cumulated(shares: np.ndarray) -> np.ndarray:
    return np.cumsum(shares / shares.sum())


def _draw(rng: np.random.Generator, cumulated: np.ndarray, count: int) -> np.ndarray:
    return np.minimum(np.searchsorted(cumulated, rng.random(count)), len(cumulated) - 1)
