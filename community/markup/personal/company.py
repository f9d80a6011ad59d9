"""What the operator's own patterns describe, such as customer numbers."""

from collections.abc import Iterator
from functools import lru_cache

import regex
from django.conf import settings
from django.utils.translation import get_language

from community.markup.personal.kinds import Find, Kind
from community.markup.personal.reading import Reading

# Each was timed when the site started (config.personal_patterns); this holds whatever it met.
_LONGEST_SEARCH = 0.1


def find_company_data(reading: Reading) -> Iterator[Find]:
    """The first group of each pattern's matches, or the whole where it has no group."""
    for pattern in settings.PERSONAL_DATA_PATTERNS:
        found = list(_matches(reading.text, pattern))
        reading.cover([(find.start, find.end) for find in found])
        yield from found


def _matches(text: str, pattern: dict[str, str]) -> Iterator[Find]:
    name = pattern.get(f"name_{get_language()}") or pattern["name"]
    rule = _compiled(pattern["regex"])
    try:
        for match in rule.finditer(text, timeout=_LONGEST_SEARCH):
            start, end = match.span(1 if rule.groups else 0)
            if start < end:
                written = text[start:end]
                yield Find(Kind.COMPANY, start, end, written, value=written.upper(), name=name)
    except TimeoutError:
        return


@lru_cache(100)
def _compiled(pattern: str) -> regex.Pattern[str]:
    return regex.compile(pattern)
