"""What is searched for, whether it was found, and whether anything of it was opened.

The words are masked before they are written anywhere, nothing of who searched is kept, no time
but the day, and for 30 days at most after the last time (TRUST L-GD-05, L-TD-02).
"""

import json
import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta

from django.conf import settings
from django.db.models import Q
from django.utils import timezone

from community.markup.personal import Kind, masked
from community.markup.personal.masking import MASK
from config import retention, spool
from knowledge.actions.search_gaps import begin_anew, settle_gaps
from knowledge.actions.spooled import take_in
from knowledge.models import SearchedWords
from knowledge.models.gap import SHOWN_FROM
from knowledge.models.searched_words import WORDS_LENGTH

KIND = "searches"
KEPT = timedelta(days=30)
# Somebody who searches for nonsense all day fills no disk.
MOST_KEPT = 50_000
FEWEST_LETTERS = 3
# Whoever has such a number knows what it is; the guard may not.
_LONG_NUMBER = re.compile(r"(?:\d[\s./-]?){5,}\d")
_MASKED = "•••"
_FOUND, _MISSED, _CLICK = "found", "missed", "click"

# Language and words.
Searched = tuple[str, str]


def searched_words(text: str) -> str:
    """What is kept of a search: masked, in small letters, 200 characters; empty for nothing."""
    without = MASK.sub(_MASKED, masked(text[:WORDS_LENGTH], frozenset(Kind)))
    words = " ".join(_LONG_NUMBER.sub(_MASKED, without).casefold().split())
    words = words.strip(" .,;:!?\"'„“”()[]")[:WORDS_LENGTH]
    return words if sum(map(str.isalpha, words)) >= FEWEST_LETTERS else ""


def note_search(*, words: str, language: str, found: bool, now: datetime | None = None) -> None:
    """Leave in the spool that these `searched_words` found something, or nothing."""
    _note(words, language, _FOUND if found else _MISSED, now)


def note_click(*, words: str, language: str, now: datetime | None = None) -> None:
    """Leave in the spool that somebody opened what he found by these `searched_words`."""
    _note(words, language, _CLICK, now)


def take_searches(*, now: datetime | None = None) -> int:
    """Count what was searched for since the last time; return how many lines there were."""
    return take_in(KIND, _count, now=now)


def sweep(*, now: datetime | None = None) -> int:
    """Forget what nobody searches for any more; return how many rows."""
    long_ago = (now or timezone.now()) - KEPT
    rare = Q(searches__lt=SHOWN_FROM, first_at__lt=long_ago)
    return retention.delete(SearchedWords.objects.filter(rare | Q(last_at__lt=long_ago)))


def _note(words: str, language: str, what: str, now: datetime | None) -> None:
    spool.append(KIND, json.dumps({"language": language, "words": words, "what": what}), now=now)


def _count(day: date, lines: Sequence[str]) -> None:
    counted: dict[Searched, Counter[str]] = defaultdict(Counter)
    for searched, what in filter(None, map(_read, lines)):
        counted[searched][what] += 1
    at = datetime.combine(day, time(), UTC)
    _add_new(counted, at)
    words = {words for _language, words in counted}
    rows = SearchedWords.objects.filter(words__in=words).order_by("pk")
    named = rows.select_for_update(no_key=True)
    touched = [row for row in named if (row.language, row.words) in counted]
    begin_anew(touched, at)
    for row in touched:
        _add(row, counted[row.language, row.words], at)
    SearchedWords.objects.bulk_update(
        touched, ["searches", "missed", "clicks", "first_at", "last_at"]
    )
    settle_gaps(touched)


def _add_new(counted: dict[Searched, Counter[str]], at: datetime) -> None:
    """A click alone makes no row: what was searched for is told first."""
    if SearchedWords.objects.count() >= MOST_KEPT:
        return
    new = [
        SearchedWords(language=language, words=words, first_at=at, last_at=at)
        for (language, words), times in sorted(counted.items())
        if times[_FOUND] or times[_MISSED]
    ]
    SearchedWords.objects.bulk_create(new, ignore_conflicts=True)


def _add(row: SearchedWords, times: Counter[str], at: datetime) -> None:
    row.searches += times[_FOUND] + times[_MISSED]
    row.missed += times[_MISSED]
    row.clicks += times[_CLICK]
    row.last_at = max(row.last_at, at)


def _read(line: str) -> tuple[Searched, str] | None:
    """None for what is no line of ours."""
    try:
        found = json.loads(line)
        language, words, what = found["language"], found["words"], found["what"]
    except (ValueError, TypeError, KeyError):
        return None
    is_ours = language in _languages() and what in (_FOUND, _MISSED, _CLICK)
    if not is_ours or not isinstance(words, str) or not 0 < len(words) <= WORDS_LENGTH:
        return None
    return (language, words), what


def _languages() -> list[str]:
    return [code for code, _name in settings.LANGUAGES]
