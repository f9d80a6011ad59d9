"""Points that an import brings along: one line of the ledger for each post, many at once."""

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
    points: int
    subject: str
    subject_id: int


@transaction.atomic
def credit_imported(credits: Sequence[Credit]) -> None:
    """Book every credit and move the balances; who is paid by the company earns nothing."""
    people = {credit.user_id for credit in credits}
    lock(people)
    paid = Affiliation.objects.active().exclude(kind=Affiliation.Kind.PERK)
    unpaid = people - set(paid.filter(user__in=people).values_list("user_id", flat=True))
    earned = [credit for credit in credits if credit.user_id in unpaid and credit.points > 0]
    ReputationEntry.objects.bulk_create(map(_line, earned))
    _move_balances(earned)


def _line(credit: Credit) -> ReputationEntry:
    return ReputationEntry(
        user_id=credit.user_id,
        reason=ReputationEntry.Reason.IMPORTED,
        points=credit.points,
        key=f"imported:{credit.subject}:{credit.subject_id}",
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
