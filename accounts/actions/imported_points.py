"""Points that an import brings along: a line of the ledger for each reason, many at once."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import F

from accounts.actions.reputation import lock
from accounts.models import Affiliation, ReputationEntry, User


@dataclass(frozen=True, slots=True, kw_only=True)
class Credit:
    user_id: int
    reason: ReputationEntry.Reason
    points: int
    subject: str
    subject_id: int


@transaction.atomic
def credit_imported(credits: Sequence[Credit]) -> None:
    """Book every credit and move the balances; who is paid by the company earns nothing."""
    people = {credit.user_id for credit in credits}
    lock(people)
    paid = Affiliation.objects.paid()
    unpaid = people - set(paid.filter(user__in=people).values_list("user_id", flat=True))
    earned = [credit for credit in credits if credit.user_id in unpaid and credit.points > 0]
    ReputationEntry.objects.bulk_create(map(_line, earned))
    _move_balances(earned)


def imported_key(reason: str, subject: str, subject_id: int) -> str:
    """What a credit stands under in the ledger: once for each post and reason."""
    return f"{reason}:{subject}:{subject_id}"


def _line(credit: Credit) -> ReputationEntry:
    return ReputationEntry(
        user_id=credit.user_id,
        reason=credit.reason,
        points=credit.points,
        key=imported_key(credit.reason, credit.subject, credit.subject_id),
        subject=credit.subject,
        subject_id=credit.subject_id,
    )


def _move_balances(credits: Sequence[Credit]) -> None:
    """One statement for all who earned the same."""
    sums: Counter[int] = Counter()
    for credit in credits:
        sums[credit.user_id] += credit.points
    earners = defaultdict(list)
    for user_id, points in sorted(sums.items()):
        earners[points].append(user_id)
    for points, user_ids in earners.items():
        User.objects.filter(pk__in=user_ids).update(points=F("points") + points)
