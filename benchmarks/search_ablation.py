"""The parts of the ranking, and how to do without each of them."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from unittest import mock

import tantivy

from knowledge.search import (
    analysing,
    analysis,
    index_writer,
    ranking,
    schema,
    vocabulary,
    wording,
)
from knowledge.search.engine import Document

_Patch = Callable[[], object]


def _no_parts(*_arguments: object) -> tuple[str, ...]:
    return ()


def _no_words(_text: str) -> list[str]:
    return []


def _without_body(document: Document) -> tantivy.Document:
    return schema.as_stored(replace(document, body=""))


PARTS: Mapping[str, tuple[_Patch, ...]] = {
    "likeness of titles": (lambda: mock.patch.object(ranking, "TITLE_LIKENESS", 0.0),),
    "small words": (lambda: mock.patch.object(wording, "MOST_SMALL_TERMS", 0),),
    "freshness": (lambda: mock.patch.object(ranking, "FRESHNESS", 0.0),),
    "linked before": (lambda: mock.patch.object(ranking, "LINKED", 0.0),),
    "preference": (
        lambda: mock.patch.object(ranking, "PREFERENCE", dict.fromkeys(ranking.PREFERENCE, 1.0)),
        lambda: mock.patch.object(ranking, "OFFICIAL", 1.0),
    ),
    "weight of titles": (lambda: mock.patch.object(schema, "TITLE_WEIGHT", 1),),
    "texts beside titles": (
        lambda: mock.patch.object(analysing, "as_stored", _without_body),
        lambda: mock.patch.object(index_writer, "as_stored", _without_body),
    ),
    "parts of compounds": (
        lambda: mock.patch.object(analysis, "split_compound", _no_parts),
        lambda: mock.patch.object(analysis, "_terms_of_word", analysis._terms_of_word.__wrapped__),
    ),
    "the other language": (lambda: mock.patch.object(wording, "OTHER_LANGUAGE_WEIGHT", 0.0),),
    "corrections": (lambda: mock.patch.object(vocabulary, "RARE", -1),),
    "phrases": (lambda: mock.patch.object(wording, "MOST_PHRASES", 0),),
    "synonyms": (lambda: mock.patch.object(wording, "SYNONYM_WEIGHT", 0.0),),
    "words joined by a hyphen": (
        lambda: mock.patch.object(wording, "joined_words_of", _no_words),
        lambda: mock.patch.object(analysis, "joined_words_of", _no_words),
    ),
}


@contextmanager
def without_part(name: str) -> Iterator[None]:
    """While it lasts, this process searches without the part of that name."""
    in_one_process = mock.patch.object(analysing, "MOST_PROCESSES", 0)
    patches = [in_one_process, *(patch() for patch in PARTS.get(name, ()))]
    for patch in patches:
        patch.start()
    try:
        yield
    finally:
        for patch in patches:
            patch.stop()
