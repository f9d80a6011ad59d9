"""Synonyms, best answers and direct links as maps by the stems of their words."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from knowledge.models import DirectLink, Pin, Synonym
from knowledge.search.stems import Stem, Stems, listed, stem_of, stems_of

MOST_EXPANSIONS = 10
_PHONE = re.compile(r"\+?[\d\s/().-]+")


@dataclass(frozen=True, slots=True)
class ShownLink:
    """`number` is the telephone number as it is written, empty for an address."""

    topic: str
    language: str
    label: str
    href: str
    number: str = ""


@dataclass(frozen=True, slots=True)
class Curated:
    synonyms: Mapping[Stem, tuple[str, ...]]
    # Keys of documents.
    pins: Mapping[Stems, str]
    # One for each of its words or phrases.
    links: tuple[tuple[Stems, ShownLink], ...]


def read_curated() -> Curated:
    """As it is in the database now."""
    return Curated(
        synonyms=by_stem(Synonym.objects.order_by("pk")),
        pins={
            (pin.language, stems_of(pin.words, pin.language)): pin.document
            for pin in Pin.objects.order_by("pk")
        },
        links=tuple(_links(DirectLink.objects.order_by("pk"))),
    )


def by_stem(rows: Iterable[Synonym]) -> dict[Stem, tuple[str, ...]]:
    """What each word also looks for, at most MOST_EXPANSIONS of it."""
    found: dict[Stem, dict[str, None]] = defaultdict(dict)
    for row in rows:
        others = listed(row.others)
        found[row.language, stem_of(row.word, row.language)] |= dict.fromkeys(others)
        if row.way == Synonym.Way.BOTH:
            group = (row.word, *others)
            for word in others:
                rest = dict.fromkeys(other for other in group if other != word)
                found[row.language, stem_of(word, row.language)] |= rest
    return {stem: tuple(words)[:MOST_EXPANSIONS] for stem, words in found.items()}


def is_phone_number(target: str) -> bool:
    """Else it is an address."""
    return _PHONE.fullmatch(target) is not None


def _links(rows: Iterable[DirectLink]) -> Iterator[tuple[Stems, ShownLink]]:
    for row in rows:
        link = _shown(row)
        for words in listed(row.words):
            stems = stems_of(words, row.language)
            if stems:
                yield (row.language, stems), link


def _shown(row: DirectLink) -> ShownLink:
    number = row.target if is_phone_number(row.target) else ""
    href = f"tel:{re.sub(r'[^+0-9]', '', number)}" if number else row.target
    return ShownLink(row.topic, row.language, row.label, href, number)
