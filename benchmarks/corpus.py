"""Questions and answers that are made up but shaped like real ones, the same at every call.

Words follow Zipf's law: 120 English function words, then 60,000 made of syllables, the frequent
ones short. A body has about 150 of them, a title 5 to 11, a question three answers and one to
four of 500 tags; a few people write much; 45 % of the questions have an accepted answer.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import cached_property

import numpy as np

FUNCTION_WORDS = """
    the of and to a in is it you that he was for on are with as i his they be at one have this
    from or had by but not what all were we when your can said there use an each which she do how
    their if will up other about out many then them these so some her would make like him into
    time has look two more write go see number no way could people my than first water been call
    who oil its now find long down day did get come made may part over new sound take only little
    work know place year live me back give most very after thing our just name
    """.split()
WORD_COUNT = 60_000
TAG_COUNT = 500
CHUNK = 1_000
FIRST_DAY = datetime(2021, 1, 1, tzinfo=UTC)
SPAN = timedelta(days=5 * 365 - 30)
ACCEPTED_SHARE = 0.45

_ONSETS = "b c d f g h j k l m n p r s t v w z br cl dr fl gr kl pr sch st tr".split()
_NUCLEI = "a e i o u ai ei au ie".split()
_CODAS = ["", "", *"n r l s t nd rt m ck".split()]
_VOCABULARY_SEED, _FIRST_CHUNK_SEED = 7, 1_000_003


@dataclass(frozen=True)
class MadeAnswer:
    author: int
    text: str
    created_at: datetime
    votes: int
    is_accepted: bool


@dataclass(frozen=True)
class MadeQuestion:
    """`author` counts from 0; so do the authors of its answers."""

    number: int
    title: str
    tags: list[str]
    author: int
    text: str
    created_at: datetime
    votes: int
    answers: list[MadeAnswer]


class Corpus:
    """A smaller corpus has the first texts of a larger one, by the same people.

    With `text_count` the threads behind the first so many say the same as these once more, at
    other times: making texts takes longer than anything else.
    """

    def __init__(
        self,
        *,
        question_count: int,
        user_count: int = 20_000,
        answer_count: int = 3,
        text_count: int | None = None,
    ) -> None:
        self.question_count = question_count
        self.text_count = min(text_count or question_count, question_count)
        self.user_count = user_count
        self.answer_count = answer_count

    @cached_property
    def vocabulary(self) -> np.ndarray:
        """All words, the most frequent first."""
        return np.array(_make_vocabulary(), dtype=object)

    @cached_property
    def tags(self) -> list[str]:
        return [f"tag-{word}" for word in self.vocabulary[200 : 200 + TAG_COUNT]]

    def questions(self) -> Iterator[MadeQuestion]:
        if self.text_count == self.question_count:
            yield from self._different_questions()
            return
        texts = list(self._different_questions())
        for number in range(self.question_count):
            yield self._again(texts[number % self.text_count], number)

    def _different_questions(self) -> Iterator[MadeQuestion]:
        for first in range(0, self.text_count, CHUNK):
            rng = np.random.default_rng(_FIRST_CHUNK_SEED + first)
            for number in range(first, min(first + CHUNK, self.text_count)):
                yield self._question(rng, number)

    def _again(self, made: MadeQuestion, number: int) -> MadeQuestion:
        later = SPAN * ((number - made.number) / self.question_count)
        return replace(
            made,
            number=number,
            created_at=made.created_at + later,
            answers=[
                replace(answer, created_at=answer.created_at + later) for answer in made.answers
            ],
        )

    def rare_terms(self, count: int = 40) -> list[str]:
        return [self.vocabulary[40_000 + 37 * place] for place in range(count)]

    def common_terms(self, count: int = 40) -> list[str]:
        return [self.vocabulary[130 + 2 * place] for place in range(count)]

    def three_terms(self, count: int = 40) -> list[str]:
        places = ((200 + 7 * n, 1_200 + 31 * n, 5_000 + 71 * n) for n in range(count))
        return [" ".join(self.vocabulary[list(three)]) for three in places]

    def _question(self, rng: np.random.Generator, number: int) -> MadeQuestion:
        title = self._title(rng)
        tags = _draw(rng, self._tag_shares, int(rng.integers(1, 5)))
        created_at = FIRST_DAY + SPAN * ((number + float(rng.random())) / self.question_count)
        authors = _draw(rng, self._user_shares, 1 + self.answer_count)
        lengths = np.clip(rng.normal(150, 40, len(authors)), 30, 400).astype(int)
        is_solved = rng.random() < ACCEPTED_SHARE
        accepted = int(rng.integers(0, self.answer_count)) if is_solved else -1
        return MadeQuestion(
            number=number,
            title=title,
            tags=sorted({self.tags[tag] for tag in tags}),
            author=int(authors[0]),
            text=self._body(rng, lengths[0]),
            created_at=created_at,
            votes=int(rng.geometric(0.45)) - 1,
            answers=list(self._answers(rng, authors[1:], lengths[1:], created_at, accepted)),
        )

    def _answers(
        self,
        rng: np.random.Generator,
        authors: np.ndarray,
        lengths: np.ndarray,
        asked_at: datetime,
        accepted: int,
    ) -> Iterator[MadeAnswer]:
        created_at = asked_at
        for place, (author, length) in enumerate(zip(authors, lengths, strict=True)):
            created_at += timedelta(seconds=float(rng.exponential(7_200)) + 60)
            yield MadeAnswer(
                author=int(author),
                text=self._body(rng, length),
                created_at=created_at,
                votes=int(rng.geometric(0.5)) - 1,
                is_accepted=place == accepted,
            )

    def _title(self, rng: np.random.Generator) -> str:
        words = self.vocabulary[_draw(rng, self._content_shares, int(rng.integers(5, 12)))]
        return f"{' '.join(words).capitalize()}?"[:140]

    def _body(self, rng: np.random.Generator, length: int) -> str:
        """Sentences of 8 to 18 words, four in a paragraph."""
        words = self.vocabulary[_draw(rng, self._word_shares, length)]
        sentences, start = [], 0
        while start < length:
            end = start + int(rng.integers(8, 19))
            sentences.append(f"{' '.join(words[start:end]).capitalize()}.")
            start = end
        paragraphs = (sentences[first : first + 4] for first in range(0, len(sentences), 4))
        return "\n\n".join(" ".join(paragraph) for paragraph in paragraphs)

    @cached_property
    def _word_shares(self) -> np.ndarray:
        return _cumulated(1 / np.arange(1, WORD_COUNT + 1))

    @cached_property
    def _content_shares(self) -> np.ndarray:
        shares = 1 / np.arange(1, WORD_COUNT + 1)
        shares[: len(FUNCTION_WORDS)] = 0
        return _cumulated(shares)

    @cached_property
    def _tag_shares(self) -> np.ndarray:
        return _cumulated(1 / np.arange(1, TAG_COUNT + 1) ** 0.9)

    @cached_property
    def _user_shares(self) -> np.ndarray:
        return _cumulated(1 / (np.arange(1, self.user_count + 1) + 50) ** 0.8)


def _make_vocabulary() -> list[str]:
    rng = np.random.default_rng(_VOCABULARY_SEED)
    words = dict.fromkeys(FUNCTION_WORDS)
    while len(words) < WORD_COUNT:
        syllables = 2 if len(words) < 1_500 else 3 if len(words) < 30_000 else 4
        word = "".join(_syllable(rng) for _ in range(syllables))
        if len(word) > 3:
            words.setdefault(word)
    return list(words)


def _syllable(rng: np.random.Generator) -> str:
    return "".join(parts[rng.integers(len(parts))] for parts in (_ONSETS, _NUCLEI, _CODAS))


def _cumulated(shares: np.ndarray) -> np.ndarray:
    return np.cumsum(shares / shares.sum())


def _draw(rng: np.random.Generator, cumulated: np.ndarray, count: int) -> np.ndarray:
    """`count` places, each as probable as its share."""
    return np.minimum(np.searchsorted(cumulated, rng.random(count)), len(cumulated) - 1)
