"""What our fields are called elsewhere."""

import re
from collections.abc import Mapping
from typing import Any

# By our own name; the first one that a record has is taken.
FIELDS: Mapping[str, tuple[str, ...]] = {
    "id": ("id", "external_id", "key", "uid"),
    "title": ("title", "question", "headline", "name", "subject", "titel", "frage"),
    "body": ("body", "content", "text", "html", "inhalt"),
    "applies": ("applies", "symptom", "symptoms", "problem"),
    "cause": ("cause", "ursache"),
    "solution": ("solution", "answer", "resolution", "lösung", "antwort"),
    "search_phrases": ("search_phrases", "phrases", "keywords", "suchbegriffe"),
    "product": ("product", "produkt"),
    "valid_for": ("valid_for", "applies_to", "gilt_für"),
    "valid_until": ("valid_until", "expires", "gilt_bis"),
    "audience": ("audience", "zielgruppe"),
    "language": ("language", "lang", "locale", "sprache"),
    "draft": ("draft", "entwurf"),
    "created": ("created", "created_at"),
    "published": ("published", "published_at", "date", "datum"),
    "revised": ("revised", "updated", "updated_at", "last_update", "lastmod", "modified", "stand"),
    "checked": ("checked", "reviewed", "geprüft"),
    "review_on": ("review_on", "review_date"),
    "link": ("link", "url", "permalink"),
    "credit": ("credit", "source", "author", "quelle", "autor"),
    "family": ("family",),
    "version": ("version",),
    "state": ("state",),
    "translation_of": ("translation_of",),
    "original_version": ("original_version",),
    "retired": ("retired",),
    "retired_as": ("retired_as",),
    "successor": ("successor",),
    "doubts": ("doubts",),
    "sources": ("sources",),
}

_GAP = re.compile(r"[\s-]+")


def under_our_names(values: Mapping[str, Any], mapping: Mapping[str, str]) -> dict[str, Any]:
    """The values by the names of our fields; `mapping` gives foreign names by ours."""
    found = {_folded(str(name)): value for name, value in values.items()}
    mapped = {ours: (_folded(foreign),) for ours, foreign in mapping.items()}
    return {
        ours: next(found[name] for name in names if name in found)
        for ours, names in {**FIELDS, **mapped}.items()
        if not found.keys().isdisjoint(names)
    }


def _folded(name: str) -> str:
    return _GAP.sub("_", name.strip().casefold())
