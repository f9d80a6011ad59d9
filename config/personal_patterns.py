"""The operator's own patterns of what leads to a person, such as customer numbers.

They are read at start, where one that could keep the site busy is refused: each is timed on long
texts made of its own example.
"""

from collections.abc import Iterator

import regex
from django.core.exceptions import ImproperlyConfigured
from phonenumbers import SUPPORTED_REGIONS

from config import env

_KEYS = {"name", "regex", "example"}
_TRANSLATED = {"name_de", "name_en"}
_LONGEST_TEXT = 30_000
_MOST_SECONDS = 0.05
# The clock runs on while other processes have the machine; a slow pattern is slow each time.
_TRIES = 3
_LONGEST_PART = 6
_ENDS = ("", "!", "\n")

DEMO_PATTERNS = [
    {
        "name": "customer number",
        "name_de": "Kundennummer",
        "regex": r"(?<!\w)FN-?\d{8}(?!\w)",
        "example": "FN-20418377",
    }
]


def read(name: str) -> list[dict[str, str]]:
    """The records of the variable `name`; raises ImproperlyConfigured for a pattern that is no
    regular expression, does not find its own example, finds nothing at all, or is slow."""
    records = env.records(name, required=_KEYS, optional=_TRANSLATED)
    for record in records:
        problem = _problem(record["regex"], record["example"])
        if problem:
            raise ImproperlyConfigured(f"{name}: “{record['name']}” {problem}.")
    return records


def phone_regions(name: str, default: str) -> list[str]:
    """Countries by their two letters (ISO 3166), the own one first; raises ImproperlyConfigured
    for none and for one that has no telephone numbers of its own."""
    regions = [word.upper() for word in env.words(name, default)]
    unknown = [region for region in regions if region not in SUPPORTED_REGIONS]
    if unknown or not regions:
        raise ImproperlyConfigured(f"Set {name} to countries such as DE,AT, not to {unknown}.")
    return regions


def _problem(pattern: str, example: str) -> str:
    """What is wrong with it, as the end of a sentence; empty where nothing is."""
    try:
        rule = regex.compile(pattern)
    except (regex.error, OverflowError, RecursionError) as problem:
        return f"is no regular expression: {problem}"
    if rule.search("") is not None:
        return "is found in an empty text"
    if is_slow(pattern, example):
        return f"needs more than {_MOST_SECONDS * 1000:.0f} ms for a long text; write it simpler"
    if rule.search(example) is None:
        return "does not find its example"
    return ""


def is_slow(pattern: str, example: str) -> bool:
    """Does any of the long texts keep a search busy for longer than 50 ms (TRUST A-DO-04)?"""
    rule = regex.compile(pattern)
    return any(
        all(_takes_too_long(rule, text) for _try in range(_TRIES)) for text in long_texts(example)
    )


def _takes_too_long(rule: regex.Pattern[str], text: str) -> bool:
    try:
        for _match in rule.finditer(text, timeout=_MOST_SECONDS):
            pass
    except TimeoutError:
        return True
    return False


def long_texts(example: str) -> Iterator[str]:
    """What a pattern that goes back over and over stumbles on: parts of what it finds, repeated
    up to 30,000 characters, with an end that does not fit."""
    parts = {
        example[start : start + length]
        for length in (*range(1, _LONGEST_PART), len(example))
        for start in range(len(example))
    }
    for part in sorted({*parts, *"0aA -", "a1", "0 "}):
        for end in _ENDS:
            yield (part * (_LONGEST_TEXT // len(part) + 1))[:_LONGEST_TEXT] + end
