"""The only writer of the reputation ledger."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from operator import attrgetter
from typing import Any

from django.db import transaction
from django.db.models import Exists, F, Max, OuterRef, QuerySet, Subquery, Sum
from django.utils import timezone

from accounts import points
from accounts.events import PrivilegeReached
from accounts.models import Affiliation, ReputationEntry, User
from accounts.models.reputation import LedgerQuerySet
from accounts.privileges import reached_between
from config.events.bus import record
from config.prepared_rows import PreparedRows

Reason = ReputationEntry.Reason
# A query serves as well: a thread may have thousands of answers.
Ids = Iterable[int] | QuerySet
# So many keys are taken back at a time.
BATCH = 1000
# What an import brought along for a post counts towards what the post can earn here.
_CAPPED_TOGETHER = {Reason.ANSWER_VOTED: (Reason.ANSWER_VOTED, Reason.IMPORTED)}


@dataclass(frozen=True)
class Award:
    """What somebody is to get, or to lose where `points` is negative.

    `key` names the cause and is worth its points at most once.
    """

    user_id: int
    reason: str
    points: int
    key: str
    subject: str
    subject_id: int
    caused_by_id: int | None
    at_most: int | None = None


def lock(user_ids: Iterable[int]) -> dict[int, User]:
    """Lock several accounts in the order of their id, before more than one of them is awarded or
    told, one after the other."""
    people = User.objects.filter(pk__in=user_ids).order_by("pk").select_for_update(no_key=True)
    return people.in_bulk()


@transaction.atomic(savepoint=False)
def award(wanted: Award, *, now: datetime | None = None) -> int:
    """Write one line unless the key is already worth something; return the points given.

    Nobody earns from himself, and employees, agencies and partners earn nothing. `at_most` caps
    what one reason gives for one subject. Who awards to several people calls `lock` first.
    """
    user = User.objects.select_for_update(no_key=True).get(pk=wanted.user_id)
    if wanted.caused_by_id == user.pk or not user.is_active:
        return 0
    ledger = _ledger_of(wanted)
    if ledger.speaks_for_company or ledger.worth:
        return 0
    given = wanted.points
    if wanted.at_most is not None:
        given = min(given, max(wanted.at_most - (ledger.earned or 0), 0))
    if not given:
        return 0
    return _write(user, wanted, given, (ledger.last_number or 0) + 1, now or timezone.now())


@transaction.atomic(savepoint=False)
def reverse(key: str, *, now: datetime | None = None) -> int:
    """Take back what `key` is worth by a counter-line; return the points taken."""
    return reverse_all([key], now=now)


@transaction.atomic(savepoint=False)
def reverse_all(keys: Iterable[str], *, now: datetime | None = None) -> int:
    """As `reverse`, with a few queries for a thousand keys and one for each person.

    Who takes back more than a thousand calls `lock` first.
    """
    wanted = list(keys)
    batches = (wanted[start : start + BATCH] for start in range(0, len(wanted), BATCH))
    return sum(_reverse(batch, now or timezone.now()) for batch in batches)


@transaction.atomic
def reverse_for_subjects(*, subject: str, subject_ids: Ids, now: datetime | None = None) -> int:
    """Take back all that hidden posts gave to people; return the points taken.

    It comes back with them, unless its cause is taken back meanwhile. What an upheld report cost
    stays: it is why such a post is hidden.
    """
    lines = _lines_of(subject, subject_ids)
    lock(lines.order_by().values_list("user_id", flat=True))
    keys = list(lines.order_by("key").values_list("key", flat=True).distinct())
    at = now or timezone.now()
    batches = (keys[start : start + BATCH] for start in range(0, len(keys), BATCH))
    return sum(_reverse(batch, at, comes_back=True) for batch in batches)


@transaction.atomic
def give_back_for_subjects(*, subject: str, subject_ids: Ids, now: datetime | None = None) -> int:
    """Give back what `reverse_for_subjects` took and nothing took back since; return how much.

    Twice in a row gives nothing more. No cap is asked: it was kept when the points were given,
    and nothing was given for a post that nobody saw.
    """
    lines = _lines_of(subject, subject_ids)
    people = lock(lines.order_by().values_list("user_id", flat=True))
    taken = lines.coming_back().order_by("key")
    at = now or timezone.now()
    return _book([_line_after(line, -line.points, at) for line in taken], people)


@transaction.atomic
def penalise_post(
    *, author: User, subject: str, subject_id: int, by: User, now: datetime | None = None
) -> int:
    """What an upheld report for insult, deception or advertising costs, once for each post."""
    return award(
        Award(
            author.pk,
            Reason.REPORT_UPHELD,
            points.REPORT_UPHELD,
            _report_key(subject, subject_id),
            subject,
            subject_id,
            by.pk,
        ),
        now=now,
    )


@transaction.atomic
def lift_penalty(*, subject: str, subject_id: int, now: datetime | None = None) -> int:
    """A complaint was right: give back what the upheld report had cost; return how much."""
    return -reverse(_report_key(subject, subject_id), now=now)


def acceptance_counts(*, asker_id: int, answerer_id: int, now: datetime) -> bool:
    """False when the same two people have met too often: 3 acceptances in 30 days give points.

    One of the two may have earned nothing by them, for he speaks for the company.
    """
    lately = ReputationEntry.objects.filter(created_at__gt=now - timedelta(days=30))
    solved = lately.filter(
        user_id=answerer_id, caused_by_id=asker_id, reason=Reason.ANSWER_ACCEPTED
    )
    said = lately.filter(
        user_id=asker_id, caused_by_id=answerer_id, reason=Reason.ACCEPTED_AN_ANSWER
    )
    met = max(_causes_that_count(solved), _causes_that_count(said))
    return met < points.SAME_PAIR_IN_30_DAYS


def may_earn_by_accepting(*, asker_id: int, now: datetime) -> bool:
    """False once somebody earned by accepting five times in a day."""
    today = ReputationEntry.objects.filter(
        user_id=asker_id,
        reason=Reason.ACCEPTED_AN_ANSWER,
        created_at__gt=now - timedelta(days=1),
    )
    return _causes_that_count(today) < points.ACCEPTANCES_PER_DAY


def _causes_that_count(lines: QuerySet[ReputationEntry]) -> int:
    """How many keys are worth something: what was taken back uses up no allowance."""
    return lines.values("key").annotate(worth=Sum("points")).filter(worth__gt=0).count()


def _report_key(subject: str, subject_id: int) -> str:
    return f"report:{subject}:{subject_id}"


def _ledger_of(wanted: Award) -> Any:
    """Asked with the account locked: what the key is worth, what was earned for the same subject,
    and whether its owner earns anything at all."""
    reasons = _CAPPED_TOGETHER.get(Reason(wanted.reason), (wanted.reason,))
    return _ledgers(
        *(tuple(map(str, reasons)), wanted.subject),
        user_id=wanted.user_id,
        key=wanted.key,
        subject_id=wanted.subject_id,
    )[0]


@PreparedRows
def _ledgers(reasons: Sequence[str], subject: str, *, user_id: int, key: str, subject_id: int):
    lines = ReputationEntry.objects.order_by()
    of_key = lines.filter(key=key).values("key")
    of_subject = lines.filter(
        user=OuterRef("pk"), reason__in=reasons, subject=subject, subject_id=subject_id
    )
    sums = {
        "worth": of_key.annotate(sum=Sum("points")).values("sum"),
        "last_number": of_key.annotate(last=Max("number")).values("last"),
        "earned": of_subject.values("user").annotate(sum=Sum("points")).values("sum"),
    }
    return (
        User.objects.filter(pk=user_id)
        .only("pk")
        .annotate(speaks_for_company=Exists(Affiliation.objects.paid().filter(user=OuterRef("pk"))))
        .annotate(**{name: Subquery(rows) for name, rows in sums.items()})
    )


def _lines_of(subject: str, subject_ids: Ids) -> LedgerQuerySet:
    lines = ReputationEntry.objects.filter(subject=subject, subject_id__in=subject_ids)
    return lines.exclude(reason=Reason.REPORT_UPHELD)


def _reverse(keys: Collection[str], at: datetime, *, comes_back: bool = False) -> int:
    lines = ReputationEntry.objects.filter(key__in=keys)
    people = lock(lines.values_list("user_id", flat=True))
    histories = groupby(lines.order_by("key", "number"), attrgetter("key"))
    counters = [_counter_lines(list(history), at, comes_back) for _key, history in histories]
    return -_book([line for of_one_key in counters for line in of_one_key], people)


def _counter_lines(
    history: Sequence[ReputationEntry], at: datetime, comes_back: bool
) -> list[ReputationEntry]:
    """What follows the lines of one key so that it is worth nothing, and stays so unless it
    `comes_back`."""
    last = history[-1]
    worth = sum(line.points for line in history)
    if worth:
        return [_line_after(last, -worth, at, comes_back=comes_back)]
    if last.comes_back and not comes_back:
        returned = _line_after(last, -last.points, at)
        return [returned, _line_after(returned, last.points, at)]
    return []


def _line_after(
    line: ReputationEntry, given: int, at: datetime, *, comes_back: bool = False
) -> ReputationEntry:
    return ReputationEntry(
        user_id=line.user_id,
        reason=line.reason,
        points=given,
        key=line.key,
        number=line.number + 1,
        subject=line.subject,
        subject_id=line.subject_id,
        caused_by_id=line.caused_by_id,
        created_at=at,
        comes_back=comes_back,
    )


def _book(lines: Sequence[ReputationEntry], people: Mapping[int, User]) -> int:
    """Write lines of `people`, who are locked, and move their balances; return the sum."""
    ReputationEntry.objects.bulk_create(lines)
    given: Counter[int] = Counter()
    for line in lines:
        given[line.user_id] += line.points
    for user_id, points_given in given.items():
        if points_given:
            _add(people[user_id], points_given)
    return given.total()


def _write(user: User, wanted: Award, given: int, number: int, now: datetime) -> int:
    ReputationEntry.objects.create(
        user=user,
        reason=wanted.reason,
        points=given,
        key=wanted.key,
        number=number,
        subject=wanted.subject,
        subject_id=wanted.subject_id,
        caused_by_id=wanted.caused_by_id,
        created_at=now,
    )
    _add(user, given)
    return given


def _add(user: User, given: int) -> None:
    User.objects.filter(pk=user.pk).update(points=F("points") + given)
    for privilege in reached_between(user.points, user.points + given):
        record(PrivilegeReached(user.pk, privilege.value))
