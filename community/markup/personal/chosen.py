"""What a moderator has chosen to be masked, found wherever it stands."""

import re
from collections.abc import Iterable, Iterator

from community.markup.personal.finding import find_personal_data
from community.markup.personal.kinds import Find, Kind
from community.markup.personal.masking import without
from community.markup.personal.unmarked import Unmarked

# Shorter ones stand in ordinary words; longer ones are no single piece of personal data.
SHORTEST, LONGEST = 3, 200


class Chosen:
    """Exact strings, in capitals or not, as whole words; a number in any of its spellings."""

    def __init__(self, strings: Iterable[str]) -> None:
        self.strings = list(dict.fromkeys(filter(None, (each.strip() for each in strings))))
        self._values = {
            find.value
            for each in self.strings
            for find in find_personal_data(each)
            if len(find.text) >= len(each) - 2
        }
        longest_first = sorted(self.strings, key=len, reverse=True)
        pattern = "|".join(map(_as_pattern, longest_first))
        self._rule = re.compile(pattern, re.IGNORECASE) if pattern else None

    def in_text(self, text: str) -> list[Find]:
        """Where it stands, without overlaps, in the order of the text."""
        found = [find for find in find_personal_data(text) if find.value in self._values]
        for find in self._as_written(text):
            if not any(each.start < find.end and find.start < each.end for each in found):
                found.append(find)
        return sorted(found, key=lambda find: find.start)

    def masked(self, text: str) -> str:
        return without(text, self.in_text(text))

    def _as_written(self, text: str) -> Iterator[Find]:
        """Also with Markdown between its signs."""
        if self._rule is None:
            return
        for match in self._rule.finditer(text):
            yield _find(match)
        unmarked = Unmarked(text, joining_lines=True)
        for match in self._rule.finditer(unmarked.text):
            yield unmarked.in_original(_find(match))


def _find(match: re.Match[str]) -> Find:
    return Find(Kind.CHOSEN, match.start(), match.end(), match[0])


def _as_pattern(string: str) -> str:
    words = r"\s+".join(map(re.escape, string.split()))
    start = r"(?<!\w)" if string[:1].isalnum() else ""
    end = r"(?!\w)" if string[-1:].isalnum() else ""
    return f"{start}{words}{end}"
