"""Proving again: by a link in the mailbox that proves it, or by an administrator's look."""

from datetime import date, datetime, timedelta
from typing import NamedTuple

from django.core import signing
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _

from accounts.actions.affiliation_history import locked, remember
from accounts.actions.affiliation_terms import LINK_DAYS, last_day
from accounts.events import AffiliationRenewed, AffiliationResumed, RenewalLinkAsked
from accounts.models import Affiliation, AffiliationChange, User
from accounts.proofs import current_proof
from config.events.bus import record

Proof, What = Affiliation.Proof, AffiliationChange.What
_SALT = "accounts.affiliation-renewal"


class CannotRenew(Exception):
    """The message is meant for whoever tried."""


class RenewalLink(NamedTuple):
    mailbox: str
    token: str


@transaction.atomic
def renew_affiliation(
    *,
    affiliation: Affiliation,
    by: User | None,
    evidence: str,
    valid_until: date | None = None,
    contract_until: date | None = None,
    now: datetime | None = None,
) -> Affiliation:
    """An administrator has looked at the proof again; `contract_until` is a new contract's end.

    `by` is None only for a command on the server. Raises CannotRenew for oneself, for who is no
    administrator, for what has ended or is suspended, and where the proof is a mailbox or a
    provider that does not prove it now.
    """
    affiliation = _held_for(affiliation, by)
    if affiliation.suspended_at:
        raise CannotRenew(_("This is suspended: resume it on a new proof."))
    affiliation.contract_until = contract_until or affiliation.contract_until
    _prove(affiliation, by=by, evidence=evidence, until=valid_until, now=now)
    return affiliation


@transaction.atomic
def resume_affiliation(
    *,
    affiliation: Affiliation,
    by: User | None,
    evidence: str,
    valid_until: date | None = None,
    contract_until: date | None = None,
    now: datetime | None = None,
) -> Affiliation:
    """Lift a suspension on a new proof, which `evidence` names; raises as renewing does."""
    affiliation = _held_for(affiliation, by)
    if affiliation.suspended_at is None:
        return affiliation
    affiliation.contract_until = contract_until or affiliation.contract_until
    _prove(affiliation, by=by, evidence=evidence, until=valid_until, now=now)
    return affiliation


@transaction.atomic
def ask_for_renewal(*, affiliation: Affiliation, by: User) -> None:
    """Its holder wants the link mailed that proves it again; raises CannotRenew where none can."""
    affiliation = locked(affiliation)
    if by.pk != affiliation.user_id or renewal_link(affiliation) is None:
        raise CannotRenew(_("Please ask an administrator to look at your proof again."))
    record(RenewalLinkAsked(affiliation.user_id, affiliation.pk), actor=by)


def renewal_link(affiliation: Affiliation) -> RenewalLink | None:
    """Where to mail the link that proves it again, and its token; None where a person decides."""
    proof = current_proof(affiliation) if _renews_by_mailbox(affiliation) else None
    if proof is None:
        return None
    stamp = _stamp(affiliation, proof.mailbox)
    return RenewalLink(proof.mailbox, signing.dumps([affiliation.pk, stamp], salt=_SALT))


def affiliation_of_token(token: str) -> Affiliation:
    """Whose mark the mailed link renews; raises CannotRenew for one that is used up or forged."""
    stale = CannotRenew(_("This link is no longer valid. Ask for a new one on your own page."))
    try:
        pk, stamp = signing.loads(token, salt=_SALT, max_age=timedelta(days=LINK_DAYS))
    except (signing.BadSignature, ValueError):
        raise stale from None
    found = Affiliation.objects.open().filter(pk=pk).select_related("user", "organisation").first()
    link = renewal_link(found) if found else None
    if found is None or link is None:
        raise stale
    if not constant_time_compare(stamp, _stamp(found, link.mailbox)):
        raise stale
    return found


@transaction.atomic
def renew_affiliation_by_mailbox(
    *, token: str, by: User, now: datetime | None = None
) -> Affiliation:
    """Whoever has the mailbox and the account proves it for another 90 days, or resumes it.

    Both are asked for: a mailbox that was handed on to a successor renews nobody's mark. Raises
    CannotRenew for a stranger and for a link that is used up, too old or forged.
    """
    affiliation = affiliation_of_token(token)
    if affiliation.user_id != by.pk:
        raise CannotRenew(_("Please sign in with the account to which this mail was sent."))
    affiliation = locked(affiliation)
    affiliation_of_token(token)  # two clicks at once: the second finds the link used up
    _prove(affiliation, by=by, evidence="", now=now)
    return affiliation


def prove_again(
    affiliation: Affiliation,
    *,
    by: User | None,
    evidence: str,
    until: date | None = None,
    now: datetime | None = None,
) -> None:
    """Start the time of its proof anew for a locked, open one; a suspension is lifted."""
    was_suspended = affiliation.suspended_at is not None
    latest = _terms_until(affiliation, now)
    affiliation.proved_at = now or timezone.now()
    affiliation.evidence = evidence
    affiliation.valid_until = min(until or latest, latest)
    affiliation.reminded_at = affiliation.suspended_at = None
    affiliation.suspended_because = ""
    affiliation.suspended_by_person = False
    affiliation.save()
    what = What.RESUMED if was_suspended else What.RENEWED
    event = AffiliationResumed if was_suspended else AffiliationRenewed
    remember(affiliation, what, by=by, why=evidence, proof=evidence, now=now)
    record(event(affiliation.user_id, affiliation.pk), actor=by)


def _held_for(affiliation: Affiliation, by: User | None) -> Affiliation:
    if by is not None and (by.pk == affiliation.user_id or not by.is_administrator):
        raise CannotRenew(_("Another administrator has to look at this proof."))
    affiliation = locked(affiliation)
    if affiliation.ended_at:
        raise CannotRenew(_("This has ended: grant a new one."))
    return affiliation


def _prove(
    affiliation: Affiliation,
    *,
    by: User | None,
    evidence: str,
    until: date | None = None,
    now: datetime | None = None,
) -> None:
    """As `prove_again`, if its way of proof proves it at this moment; the mailbox may be new."""
    if affiliation.proof == Proof.IDENTITY_PROVIDER:
        raise CannotRenew(_("This is proved again by signing in through the identity provider."))
    if affiliation.proof == Proof.MAILBOX:
        proof = current_proof(affiliation)
        if proof is None:
            raise CannotRenew(_("No confirmed mailbox proves this now."))
        affiliation.proof_key = proof.key
        evidence = evidence or proof.evidence
    if not evidence.strip():
        raise CannotRenew(_("Please say what you have looked at."))
    if _terms_until(affiliation, now) < timezone.localdate(now):
        raise CannotRenew(_("The contract has ended; enter the end of the new one."))
    try:
        with transaction.atomic():
            prove_again(affiliation, by=by, evidence=evidence, until=until, now=now)
    except IntegrityError:
        raise CannotRenew(
            _("Another account speaks for the organisation on this mailbox.")
        ) from None


def _terms_until(affiliation: Affiliation, now: datetime | None) -> date:
    return last_day(
        kind=affiliation.kind,
        proof=affiliation.proof,
        contract_until=affiliation.contract_until,
        now=now,
    )


def _renews_by_mailbox(affiliation: Affiliation) -> bool:
    is_mailbox = affiliation.proof == Proof.MAILBOX
    is_held_back = affiliation.ended_at is not None or affiliation.suspended_by_person
    latest = affiliation.contract_until
    gains_nothing = (
        affiliation.is_active and latest is not None and latest == affiliation.valid_until
    )
    return is_mailbox and not is_held_back and not gains_nothing


def _stamp(affiliation: Affiliation, mailbox: str) -> str:
    """Changes with each proof, so that a link works once."""
    facts = f"{affiliation.pk}:{mailbox}:{affiliation.proved_at.timestamp()}"
    return salted_hmac(_SALT, facts, algorithm="sha256").hexdigest()
