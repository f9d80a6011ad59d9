"""Every write to an affiliation leaves a line: who, when, why, on what proof."""

from datetime import datetime

from django.utils import timezone

from accounts.models import Affiliation, AffiliationChange, User
from config.audit.recording import record_act
from config.text import truncate

LONGEST = 300


def locked(affiliation: Affiliation) -> Affiliation:
    """The row as it is now, held until the transaction ends; its person is locked first."""
    user = User.objects.select_for_update(no_key=True).get(pk=affiliation.user_id)
    rows = Affiliation.objects.select_for_update(of=("self",), no_key=True)
    row = rows.select_related("organisation").get(pk=affiliation.pk)
    row.user = user
    return row


def remember(
    affiliation: Affiliation,
    what: AffiliationChange.What,
    *,
    by: User | None,
    why: str,
    proof: str = "",
    now: datetime | None = None,
) -> AffiliationChange:
    """Add a line, and one to the record, in the transaction of the change.

    `by` is None for a rule, which `why` names. Lines stay for years: `why` names nobody.
    """
    line = AffiliationChange.objects.create(
        affiliation=affiliation,
        what=what,
        by=by,
        at=now or timezone.now(),
        why=truncate(why, LONGEST),
        proof=truncate(proof, LONGEST),
    )
    about_signing = what.startswith("signing")
    act = what.value if about_signing else f"affiliation-{what.value}"
    record_act(act, by=by, subject=f"affiliation-{affiliation.pk}", after=line.proof, why=line.why)
    return line
