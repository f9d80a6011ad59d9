"""How long a proof holds."""

from datetime import date, datetime, timedelta

from django.utils import timezone

from accounts.models import Affiliation

Kind, Proof = Affiliation.Kind, Affiliation.Proof

BY_CONTRACT = frozenset({Kind.AGENCY, Kind.PARTNER})
MAILBOX_DAYS = 90
ADMINISTRATOR_DAYS = 365
# A session lasts two weeks; a provider that is away for a week takes nobody's mark (F-29).
PROVIDER_DAYS = 21
LINK_DAYS = 14
# Days before the last one on which its holder is reminded.
REMINDERS = (14, 3)
LAST_REMINDER = min(REMINDERS)

_DAYS = {
    Proof.MAILBOX: MAILBOX_DAYS,
    Proof.ADMINISTRATOR: ADMINISTRATOR_DAYS,
    Proof.IDENTITY_PROVIDER: PROVIDER_DAYS,
}


def last_day(
    *, kind: str, proof: str, contract_until: date | None = None, now: datetime | None = None
) -> date:
    """The last day on which what is proved now holds: never beyond the contract.

    What an administrator has seen of an agency or partner is the contract itself.
    """
    if proof == Proof.ADMINISTRATOR and kind in BY_CONTRACT and contract_until:
        return contract_until
    by_proof = timezone.localdate(now) + timedelta(days=_DAYS[Proof(proof)])
    return min(by_proof, contract_until) if contract_until else by_proof
