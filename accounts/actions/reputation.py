"""The only writer of the reputation ledger."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, QuerySet, Sum
from django.utils import timezone

from accounts.models import Affiliation, ReputationEntry, User

ACCEPTANCES_PER_DAY = 5
SAME_PAIR_IN_30_DAYS = 3


@dataclass(frozen=True)
class Award:
    """What somebody is to get: `key` names the cause and is worth its points at most once."""

    user_id: int
    reason: str
    points: int
    key: str
    subject: str
    subject_id: int
    caused_by_id: int | None
    at_most: int | None = None


def lock(user_ids: Iterable[int]) -> None:
    """Lock several accounts in the order of their id, before awarding to more than one of them."""
    people = User.objects.filter(pk__in=user_ids).order_by("pk").select_for_update(no_key=True)
    list(people.values_list("pk", flat=True))


@transaction.atomic
def award(wanted: Award, *, now: datetime | None = None) -> int:
    """Write one line unless the key is already worth something; return the points given.

    Nobody earns from himself, and employees, agencies and partners earn nothing. `at_most` caps
    what one reason gives for one subject. Who awards to several people calls `lock` first.
    """
    user = User.objects.select_for_update(no_key=True).get(pk=wanted.user_id)
    if wanted.caused_by_id == user.pk or not _earns(user) or _worth(wanted.key)[0]:
        return 0
    points = wanted.points
    if wanted.at_most is not None:
        points = min(points, wanted.at_most - _earned_for(wanted))
    if points <= 0:
        return 0
    return _write(wanted, points, now or timezone.now())


@transaction.atomic
def reverse(key: str, *, now: datetime | None = None) -> int:
    """Take back what `key` is worth by a counter-line; return the points taken."""
    first = ReputationEntry.objects.filter(key=key).order_by("number").first()
    if first is None:
        return 0
    User.objects.select_for_update(no_key=True).get(pk=first.user_id)
    worth, _number = _worth(key)
    if not worth:
        return 0
    taken = Award(
        first.user_id,
        first.reason,
        -worth,
        key,
        first.subject,
        first.subject_id or 0,
        first.caused_by_id,
    )
    return -_write(taken, -worth, now or timezone.now())


def acceptance_counts(*, asker_id: int, answerer_id: int, now: datetime) -> bool:
    """False when the same two people have met too often: 3 acceptances in 30 days give points."""
    met = ReputationEntry.objects.filter(
        user_id=answerer_id,
        caused_by_id=asker_id,
        reason=ReputationEntry.Reason.ANSWER_ACCEPTED,
        created_at__gt=now - timedelta(days=30),
    )
    return _causes_that_count(met) < SAME_PAIR_IN_30_DAYS


def may_earn_by_accepting(*, asker_id: int, now: datetime) -> bool:
    """False once somebody earned by accepting five times in a day."""
    today = ReputationEntry.objects.filter(
        user_id=asker_id,
        reason=ReputationEntry.Reason.ACCEPTED_AN_ANSWER,
        created_at__gt=now - timedelta(days=1),
    )
    return _causes_that_count(today) < ACCEPTANCES_PER_DAY


def _causes_that_count(lines: QuerySet[ReputationEntry]) -> int:
    """How many keys are worth something: what was taken back uses up no allowance."""
    return lines.values("key").annotate(worth=Sum("points")).filter(worth__gt=0).count()


def _earns(user: User) -> bool:
    paid = Affiliation.objects.active().filter(user=user).exclude(kind=Affiliation.Kind.PERK)
    return user.is_active and not paid.exists()


def _worth(key: str) -> tuple[int, int]:
    """What the key's lines add up to, and how many they are."""
    lines = list(ReputationEntry.objects.filter(key=key).values_list("points", flat=True))
    return sum(lines), len(lines)


def _earned_for(wanted: Award) -> int:
    lines = ReputationEntry.objects.filter(
        user_id=wanted.user_id,
        reason=wanted.reason,
        subject=wanted.subject,
        subject_id=wanted.subject_id,
    )
    return lines.aggregate(sum=Sum("points"))["sum"] or 0


def _write(wanted: Award, points: int, now: datetime) -> int:
    ReputationEntry.objects.create(
        user_id=wanted.user_id,
        reason=wanted.reason,
        points=points,
        key=wanted.key,
        number=_worth(wanted.key)[1] + 1,
        subject=wanted.subject,
        subject_id=wanted.subject_id,
        caused_by_id=wanted.caused_by_id,
        created_at=now,
    )
    User.objects.filter(pk=wanted.user_id).update(points=F("points") + points)
    return points
