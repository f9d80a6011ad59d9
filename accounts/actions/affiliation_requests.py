"""Somebody asks to be marked; another person, an administrator, decides."""

from datetime import date, datetime
from typing import NamedTuple

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.actions.affiliations import CannotGrant, grant_affiliation
from accounts.events import (
    AffiliationRefused,
    AffiliationRequested,
    AffiliationRequestWithdrawn,
)
from accounts.models import Affiliation, AffiliationRequest, Organisation, User
from accounts.proofs import MailboxProof, mailbox_proof
from config.events.bus import record
from config.text import clean_body, clean_line, is_blank

Proof, State = Affiliation.Proof, AffiliationRequest.State


class CannotRequest(Exception):
    """The message is meant for the member who tried."""


class CannotDecide(Exception):
    """The message is meant for the administrator who tried."""


class _Evidence(NamedTuple):
    proof: str
    proof_key: str
    words: str


@transaction.atomic
def request_affiliation(
    *,
    user: User,
    kind: str,
    organisation: Organisation,
    role_title: str,
    full_name: str,
    proof: str = "",
    explanation: str = "",
    now: datetime | None = None,
) -> AffiliationRequest:
    """Ask to be marked. A confirmed mailbox of this organisation is the proof where there is one;
    else an administrator checks what `explanation` says.

    `proof` "mailbox" insists on the mailbox. Raises CannotRequest where it proves nothing, where
    nothing is explained, and while another request or affiliation is open.
    """
    user = User.objects.select_for_update(no_key=True).get(pk=user.pk)
    _require_words(role_title, full_name)
    found = mailbox_proof(user, organisation)
    _require_unmarked(user, found)
    if found is None:
        _require_explanation(proof, explanation)
    try:
        with transaction.atomic():
            asked = AffiliationRequest.objects.create(
                user=user,
                kind=kind,
                organisation=organisation,
                role_title=clean_line(role_title),
                full_name=clean_line(full_name),
                proof=Proof.MAILBOX if found else Proof.ADMINISTRATOR,
                proof_key=found.key if found else "",
                explanation=clean_body(explanation),
                created_at=now or timezone.now(),
            )
    except IntegrityError:
        raise CannotRequest(
            _("You have asked already; an administrator will look at it.")
        ) from None
    record(AffiliationRequested(user.pk, asked.pk), actor=user)
    return asked


@transaction.atomic
def withdraw_affiliation_request(
    *, request: AffiliationRequest, by: User, now: datetime | None = None
) -> AffiliationRequest:
    """Take one's own request back; raises CannotRequest for another's and for a decided one."""
    request = _locked(request)
    if request.user_id != by.pk:
        raise CannotRequest(_("Only who asked can take this back."))
    if request.state == State.WITHDRAWN:
        return request
    if request.state != State.OPEN:
        raise CannotRequest(_("This was decided already."))
    _close(request, State.WITHDRAWN, by=by, because="", now=now)
    record(AffiliationRequestWithdrawn(request.user_id, request.pk), actor=by)
    return request


@transaction.atomic
def decide_affiliation_request(
    *,
    request: AffiliationRequest,
    by: User,
    granted: bool,
    because: str = "",
    valid_until: date | None = None,
    contract_until: date | None = None,
    now: datetime | None = None,
) -> AffiliationRequest:
    """Grant or refuse, as an administrator who is somebody else (A-BG-10, -11).

    The mailbox is looked at again; without one, `because` says what was checked. Raises
    CannotDecide for what cannot be granted, and for another decision than the one that was made.
    """
    if by.pk == request.user_id or not by.is_administrator:
        raise CannotDecide(_("Another administrator has to decide this."))
    request = _locked(request)
    wanted = State.GRANTED if granted else State.REFUSED
    if request.state == wanted:
        return request
    if request.state != State.OPEN:
        raise CannotDecide(_("This was decided already."))
    if granted:
        _grant(request, by, because, valid_until, contract_until, now)
        _close(request, State.GRANTED, by=by, because=because, now=now)
        return request
    if is_blank(because):
        raise CannotDecide(_("Please say why, in words for the person who asked."))
    _close(request, State.REFUSED, by=by, because=because, now=now)
    record(AffiliationRefused(request.user_id, request.pk), actor=by)
    return request


def _grant(
    request: AffiliationRequest,
    by: User,
    because: str,
    valid_until: date | None,
    contract_until: date | None,
    now: datetime | None,
) -> None:
    evidence = _evidence(request, because)
    try:
        request.affiliation = grant_affiliation(
            user=request.user,
            kind=request.kind,
            organisation=request.organisation,
            role_title=request.role_title,
            full_name=request.full_name,
            evidence=evidence.words,
            by=by,
            because=because,
            proof=evidence.proof,
            proof_key=evidence.proof_key,
            valid_until=valid_until,
            contract_until=contract_until,
            now=now,
        )
    except CannotGrant as problem:
        raise CannotDecide(str(problem)) from None


def _evidence(request: AffiliationRequest, because: str) -> _Evidence:
    """What proves it at the moment of deciding."""
    if request.proof == Proof.ADMINISTRATOR:
        if is_blank(because):
            raise CannotDecide(_("Please say what you have checked."))
        return _Evidence(Proof.ADMINISTRATOR, "", because)
    found = mailbox_proof(request.user, request.organisation)
    if found is None or found.key != request.proof_key:
        raise CannotDecide(_("The mailbox proves this no longer; refuse it or ask for another."))
    return _Evidence(Proof.MAILBOX, found.key, found.evidence)


def _locked(request: AffiliationRequest) -> AffiliationRequest:
    """The person first, as everywhere."""
    user = User.objects.select_for_update(no_key=True).get(pk=request.user_id)
    rows = AffiliationRequest.objects.select_for_update(of=("self",), no_key=True)
    row = rows.select_related("organisation").get(pk=request.pk)
    row.user = user
    return row


def _close(
    request: AffiliationRequest, state: str, *, by: User, because: str, now: datetime | None
) -> None:
    request.state = state
    request.decided_by = by
    request.decided_at = now or timezone.now()
    request.decided_because = because
    request.save()


def _require_unmarked(user: User, found: MailboxProof | None) -> None:
    open_ones = Affiliation.objects.open()
    if open_ones.filter(user=user).exists():
        raise CannotRequest(_("You speak for somebody already; end that first."))
    if found and open_ones.filter(proof_key=found.key).exists():
        raise CannotRequest(_("Another account speaks for the organisation on this mailbox."))


def _require_explanation(proof: str, explanation: str) -> None:
    if proof == Proof.MAILBOX:
        raise CannotRequest(_("Your confirmed mailbox does not prove that you work there."))
    if is_blank(explanation):
        raise CannotRequest(_("Please tell us how we can check that you work there."))


def _require_words(role_title: str, full_name: str) -> None:
    if is_blank(role_title) or is_blank(full_name):
        raise CannotRequest(_("Please give your name and your role."))
    if len(clean_line(full_name).split()) == 1:
        raise CannotRequest(_("Please give your first and last name."))
