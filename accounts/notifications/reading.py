"""Notices in words, for the person who reads them now."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.utils import timezone

from accounts.models import User
from accounts.notifications import kinds
from accounts.notifications.kinds import Told
from accounts.notifications.models import Notice


@dataclass(frozen=True)
class Entry:
    notice: Notice
    told: Told

    @property
    def icon(self) -> str:
        kind = kinds.get(self.notice.kind)
        return kind.icon if kind else "bell"

    @property
    def day(self) -> date:
        return timezone.localdate(self.notice.created_at)


def in_words(notices: Sequence[Notice], *, viewer: User) -> list[Entry]:
    """The notices that `viewer` may still see, one query per kind; the others are left out."""
    wanted: dict[str, set[int]] = defaultdict(set)
    for notice in notices:
        wanted[notice.kind].add(notice.subject_id)
    loaded = {name: _load(name, ids, viewer) for name, ids in wanted.items()}
    return [
        Entry(notice, told)
        for notice in notices
        if (told := loaded[notice.kind].get(notice.subject_id))
    ]


def by_day(entries: Iterable[Entry]) -> list[tuple[date, list[Entry]]]:
    """What belongs to each day; `entries` are sorted by time."""
    return [(day, list(of_day)) for day, of_day in groupby(entries, key=lambda entry: entry.day)]


def _load(name: str, ids: set[int], viewer: User) -> dict[int, Told]:
    kind = kinds.get(name)
    return kind.load(ids, viewer) if kind else {}
