"""Medals follow the facts: the worker compares both and settles the difference."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from typing import TypeVar

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from accounts import medals
from accounts.actions.reputation import lock
from accounts.events import MedalEarned
from accounts.models import Affiliation, MedalAward, User
from config.events.bus import record

# What happened longer ago is found when medals are first computed, or late: nobody is told.
NEWS = timedelta(days=7)
# A medal goes with its reason while it is younger; then it is kept for good.
PROBATION = timedelta(days=30)
MOVED_WITHIN = timedelta(hours=1)
# Everybody is looked at once in so many runs, a run every ten minutes.
SLICES = 144
BATCH = 500
SETTLED_AT_ONCE = 20

T = TypeVar("T")
# Person, medal, subject.
Key = tuple[int, str, str]


@dataclass(frozen=True, slots=True)
class Change:
    """A medal that somebody should hold since `earned_at`, or holds without a reason (None)."""

    user_id: int
    medal: str
    subject: str
    earned_at: datetime | None

    @property
    def key(self) -> Key:
        return self.user_id, self.medal, self.subject


def award_medals(*, people: Iterable[int] | None = None, now: datetime | None = None) -> int:
    """Settle the medals of `people`, or of everybody; return how many were given or taken.

    It is computed outside a transaction: nothing is locked but what is written, twenty medals at
    a time. Twice does no harm; what moved meanwhile is found by the next run.
    """
    at = now or timezone.now()
    ids = _everybody() if people is None else sorted(set(people))
    settled = 0
    for batch in _in_batches(ids, BATCH):
        for some in _in_batches(changes_due(batch, now=at), SETTLED_AT_ONCE):
            settled += settle(changes=some, now=at)
    return settled


def people_due(now: datetime) -> set[int]:
    """For whom something moved lately, and a slice of all: so nobody is missed for a day."""
    slice_now = int(now.timestamp()) // 600 % SLICES
    turn = User.objects.annotate(slice=F("pk") % SLICES).filter(slice=slice_now)
    return medals.moved_since(now - MOVED_WITHIN) | set(turn.values_list("pk", flat=True))


def all_changes_due(*, now: datetime | None = None) -> Iterator[Change]:
    """What `award_medals` would settle for everybody."""
    for batch in _in_batches(_everybody(), BATCH):
        yield from changes_due(batch, now=now or timezone.now())


def changes_due(people: Sequence[int], *, now: datetime) -> list[Change]:
    """How the medals that `people` hold differ from what they earned: one query a medal."""
    held = _held_by(people)
    earned = _earned_by(people)
    may_earn = _may_earn(people)
    missing = [
        Change(*key, earned[key]) for key in earned if key not in held and key[0] in may_earn
    ]
    groundless = [
        Change(*key, None)
        for key, awarded_at in held.items()
        if key not in earned and awarded_at > now - PROBATION
    ]
    return missing + groundless


def _earned_by(people: Sequence[int]) -> dict[Key, datetime]:
    earned: dict[Key, datetime] = {}
    for medal in medals.all_medals():
        for user_id, subject, at in medal.earned(people):
            key = user_id, medal.name, subject
            earned[key] = min(at, earned.get(key, at))
    return earned


def _held_by(people: Collection[int]) -> dict[Key, datetime]:
    rows = MedalAward.objects.filter(user__in=people)
    return {
        (user_id, medal, subject): at
        for user_id, medal, subject, at in rows.values_list(
            "user_id", "medal", "subject", "awarded_at"
        )
    }


def _may_earn(people: Collection[int]) -> set[int]:
    """Neither closed accounts nor who speaks for the company."""
    independent = User.objects.filter(pk__in=people, is_active=True)
    paid = Affiliation.objects.paid().filter(user__in=people)
    return set(independent.exclude(pk__in=paid.values("user")).values_list("pk", flat=True))


@transaction.atomic
def settle(*, changes: Sequence[Change], now: datetime) -> int:
    """Give and take what `changes_due` found; return how many medals.

    With the people locked it asks again for what must never be wrong: who may earn medals, and
    which ones another worker has given him meanwhile.
    """
    people = {change.user_id for change in changes}
    lock(people)
    may_earn, held = _may_earn(people), _held_by(people)
    settled = 0
    for change in changes:
        if change.earned_at is None:
            settled += _take(change)
        elif change.user_id in may_earn and change.key not in held:
            settled += _give(change, change.earned_at, now)
    return settled


def _give(change: Change, earned_at: datetime, now: datetime) -> int:
    award = MedalAward.objects.create(
        user_id=change.user_id, medal=change.medal, subject=change.subject, awarded_at=earned_at
    )
    if earned_at > now - NEWS:
        record(MedalEarned(award.pk, change.user_id))
    return 1


def _take(change: Change) -> int:
    held = MedalAward.objects.filter(user=change.user_id, medal=change.medal)
    deleted, _rows = held.filter(subject=change.subject).delete()
    return deleted


def _everybody() -> list[int]:
    return list(User.objects.order_by("pk").values_list("pk", flat=True))


def _in_batches(rows: Iterable[T], size: int) -> Iterator[list[T]]:
    remaining = iter(rows)
    while batch := list(islice(remaining, size)):
        yield batch
