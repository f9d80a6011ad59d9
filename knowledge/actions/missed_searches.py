"""What is searched for in vain, so that somebody can write it.

The words are masked before they are written anywhere, nothing of who searched is kept, no time
but the day, and for 30 days at most if nobody acts (TRUST L-GD-05, L-TD-02).
"""

import json
import re
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from community.markup.personal import Kind, masked
from community.markup.personal.masking import MASK
from config import retention, spool
from knowledge import policies
from knowledge.actions.spooled import take_in
from knowledge.models import MissedSearch
from knowledge.models.missed_search import SHOWN_FROM, WORDS_LENGTH

KIND = "missed-searches"
KEPT = timedelta(days=30)
DECIDED_KEPT = timedelta(days=400)
# Somebody who searches for nonsense all day fills no disk.
MOST_WAITING = 50_000
FEWEST_LETTERS = 3
# Whoever has such a number knows what it is; the guard may not.
_LONG_NUMBER = re.compile(r"(?:\d[\s./-]?){5,}\d")
_MASKED = "•••"

State = MissedSearch.State
# Language and words.
Searched = tuple[str, str]


class CannotDecideSearch(Exception):
    """The message is meant for the curator who tried."""


def searched_words(text: str) -> str:
    """What is kept of a search: masked, in small letters, 200 characters; empty for nothing."""
    without = MASK.sub(_MASKED, masked(text[:WORDS_LENGTH], frozenset(Kind)))
    words = " ".join(_LONG_NUMBER.sub(_MASKED, without).casefold().split())
    words = words.strip(" .,;:!?\"'„“”()[]")[:WORDS_LENGTH]
    return words if sum(map(str.isalpha, words)) >= FEWEST_LETTERS else ""


def note_missed_search(*, words: str, language: str, now: datetime | None = None) -> None:
    """Leave in the spool that these `searched_words` found nothing."""
    spool.append(KIND, json.dumps({"language": language, "words": words}), now=now)


def take_missed_searches(*, now: datetime | None = None) -> int:
    """Count what was missed since the last time; return how many lines there were."""
    return take_in(KIND, _count, now=now)


@transaction.atomic
def dismiss_search(*, search: MissedSearch, by: User, now: datetime | None = None) -> MissedSearch:
    """Nothing is to be written about it; it comes back if it is missed again a month later."""
    return _decide(search, by, State.DISMISSED, now)


@transaction.atomic
def search_written(*, search: MissedSearch, by: User, now: datetime | None = None) -> MissedSearch:
    """Somebody writes what was missing; as `dismiss_search` if it is missed all the same."""
    return _decide(search, by, State.WRITTEN, now)


@transaction.atomic
def restore_search(*, search: MissedSearch, by: User) -> MissedSearch:
    """Take either back."""
    search = _locked(search, by)
    search.state, search.decided_at = State.WAITING, None
    search.save(update_fields=["state", "decided_at"])
    return search


def sweep(*, now: datetime | None = None) -> int:
    """Forget what nobody acted on; return how many rows."""
    at = now or timezone.now()
    rare = Q(count__lt=SHOWN_FROM, first_at__lt=at - KEPT)
    waiting = Q(state=State.WAITING) & (rare | Q(last_at__lt=at - KEPT))
    decided = ~Q(state=State.WAITING) & Q(decided_at__lt=at - DECIDED_KEPT)
    return retention.delete(MissedSearch.objects.filter(waiting | decided))


def _decide(
    search: MissedSearch, by: User, state: MissedSearch.State, now: datetime | None
) -> MissedSearch:
    search = _locked(search, by)
    if search.state != state:
        search.state, search.decided_at = state, now or timezone.now()
        search.save(update_fields=["state", "decided_at"])
    return search


def _locked(search: MissedSearch, by: User) -> MissedSearch:
    if not policies.can_curate(by):
        raise CannotDecideSearch(_("Only curators can do this."))
    found = MissedSearch.objects.select_for_update(no_key=True).filter(pk=search.pk).first()
    if found is None:
        raise CannotDecideSearch(_("Nobody has searched for this lately: it is gone."))
    return found


def _count(day: date, lines: Sequence[str]) -> None:
    missed = Counter(found for found in map(_read, lines) if found)
    at = datetime.combine(day, time(), UTC)
    _add_new(missed, at)
    words = {words for _language, words in missed}
    rows = MissedSearch.objects.filter(words__in=words).order_by("pk")
    counted = [
        row for row in rows.select_for_update(no_key=True) if (row.language, row.words) in missed
    ]
    for row in counted:
        _add(row, missed[row.language, row.words], at)
    MissedSearch.objects.bulk_update(
        counted, ["count", "first_at", "last_at", "state", "decided_at"]
    )


def _add_new(missed: Counter[Searched], at: datetime) -> None:
    if MissedSearch.objects.filter(state=State.WAITING).count() >= MOST_WAITING:
        return
    new = [
        MissedSearch(language=language, words=words, count=0, first_at=at, last_at=at)
        for language, words in sorted(missed)
    ]
    MissedSearch.objects.bulk_create(new, ignore_conflicts=True)


def _add(row: MissedSearch, times: int, at: datetime) -> None:
    """What was decided lately stays decided: an article takes its time."""
    if row.decided_at is None:
        row.count += times
        row.last_at = max(row.last_at, at)
    elif row.decided_at < at - KEPT:
        row.state, row.decided_at = State.WAITING, None
        row.count, row.first_at, row.last_at = times, at, at


def _read(line: str) -> Searched | None:
    """None for what is no line of ours."""
    try:
        found = json.loads(line)
        language, words = found["language"], found["words"]
    except (ValueError, TypeError, KeyError):
        return None
    is_ours = language in _languages() and isinstance(words, str)
    return (language, words) if is_ours and 0 < len(words) <= WORDS_LENGTH else None


def _languages() -> list[str]:
    return [code for code, _name in settings.LANGUAGES]
