"""Who may speak for whom: granted by a person, on a proof, with a record."""

from datetime import date, datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from accounts.actions.affiliation_history import locked, remember
from accounts.actions.affiliation_terms import BY_CONTRACT, last_day
from accounts.actions.members import reserve_name
from accounts.actions.sessions import end_all_sessions
from accounts.events import AffiliationChanged, AffiliationEnded, AffiliationGranted
from accounts.models import Affiliation, AffiliationChange, Organisation, SigningRight, User
from accounts.names import name_key
from config.events.bus import record
from config.text import clean_line, is_blank

What = AffiliationChange.What
FORMER_NAME_KEPT = timedelta(days=365)
# Stored in English, shown in the reader's language.
LEFT = gettext_noop("Said to have left the organisation.")


class CannotGrant(Exception):
    """The message is meant for the administrator who tried."""


class CannotChange(Exception):
    """The message is meant for the administrator who tried."""


class CannotEnd(Exception):
    """The message is meant for whoever tried."""


@transaction.atomic
def grant_affiliation(
    *,
    user: User,
    kind: str,
    organisation: Organisation,
    role_title: str,
    full_name: str,
    evidence: str,
    by: User | None,
    because: str = "",
    proof: str = Affiliation.Proof.ADMINISTRATOR,
    proof_key: str = "",
    valid_until: date | None = None,
    contract_until: date | None = None,
    now: datetime | None = None,
) -> Affiliation:
    """Record that `user` speaks for `organisation`; `evidence` says in words how that was proved.

    `by` is None for a command on the server and for a configured identity provider. It holds until
    `valid_until`, at most for as long as such a proof does. Raises CannotGrant for a self-grant,
    for someone who is no administrator, for a date or kind that cannot be, or where another
    affiliation of this person or on this proof is still open.
    """
    if by is not None and (by == user or not by.is_administrator):
        raise CannotGrant(_("Another administrator has to grant this."))
    _require_sense(kind, organisation, contract_until)
    latest = last_day(kind=kind, proof=proof, contract_until=contract_until, now=now)
    _require_within(latest, valid_until)
    User.objects.select_for_update(no_key=True).get(pk=user.pk)
    at = now or timezone.now()
    try:
        with transaction.atomic():
            affiliation = Affiliation.objects.create(
                user=user,
                kind=kind,
                organisation=organisation,
                role_title=clean_line(role_title),
                full_name=clean_line(full_name),
                name_key=name_key(full_name),
                proof=proof,
                proof_key=proof_key,
                proved_at=at,
                evidence=evidence,
                granted_by=by,
                granted_at=at,
                valid_until=valid_until or latest,
                contract_until=contract_until,
            )
    except IntegrityError:
        raise CannotGrant(_refusal(user, proof_key)) from None
    remember(affiliation, What.GRANTED, by=by, why=because or evidence, proof=evidence, now=at)
    record(AffiliationGranted(user.pk, affiliation.pk), actor=by)
    return affiliation


@transaction.atomic
def change_affiliation(
    *,
    affiliation: Affiliation,
    by: User,
    because: str,
    role_title: str = "",
    full_name: str = "",
    now: datetime | None = None,
) -> Affiliation:
    """Correct the role title or the name; what is empty stays. The former name stays reserved.

    Raises CannotChange for oneself, for who is no administrator, and for an ended one.
    """
    if by.pk == affiliation.user_id or not by.is_administrator:
        raise CannotChange(_("Another administrator has to change this."))
    affiliation = locked(affiliation)
    if affiliation.ended_at:
        raise CannotChange(_("This affiliation has ended; what was true then stays."))
    role_title = clean_line(role_title) or affiliation.role_title
    full_name = clean_line(full_name) or affiliation.full_name
    told = _told(affiliation, role_title, full_name)
    if not told:
        return affiliation
    if full_name != affiliation.full_name:
        until = (now or timezone.now()) + FORMER_NAME_KEPT
        reserve_name(display_name=affiliation.full_name, until=until)
    affiliation.role_title = role_title
    affiliation.full_name = full_name
    affiliation.name_key = name_key(full_name)
    affiliation.save(update_fields=["role_title", "full_name", "name_key"])
    remember(affiliation, What.CHANGED, by=by, why=f"{because} ({told})", now=now)
    record(AffiliationChanged(affiliation.user_id, affiliation.pk), actor=by)
    return affiliation


@transaction.atomic
def end_affiliation(
    *, affiliation: Affiliation, by: User | None, because: str, now: datetime | None = None
) -> Affiliation:
    """Revoke it for good; posts keep it as what was true when they were written.

    Its holder may leave by himself; whoever is revoked by another is signed out everywhere.
    Raises CannotEnd for anybody but him and administrators, and where no reason is given.
    """
    if by is not None and by.pk != affiliation.user_id and not by.is_administrator:
        raise CannotEnd(_("An administrator has to end this."))
    if is_blank(because):
        raise CannotEnd(_("Please say why."))
    affiliation = locked(affiliation)
    if affiliation.ended_at:
        return affiliation
    write_end(affiliation, What.REVOKED, by=by, because=because, now=now)
    if by is None or by.pk != affiliation.user_id:
        end_all_sessions(user=affiliation.user, by=by)
    return affiliation


def write_end(
    affiliation: Affiliation,
    what: AffiliationChange.What,
    *,
    by: User | None,
    because: str,
    now: datetime | None = None,
) -> None:
    """End a locked, open one, with the rights that hang on it."""
    at = now or timezone.now()
    affiliation.ended_at = at
    affiliation.ended_because = because
    affiliation.save(update_fields=["ended_at", "ended_because"])
    rights = SigningRight.objects.open().filter(affiliation=affiliation)
    if rights.update(revoked_at=at, revoked_by=by):
        remember(affiliation, What.SIGNING_REVOKED, by=by, why=because, now=at)
    remember(affiliation, what, by=by, why=because, now=at)
    record(AffiliationEnded(affiliation.user_id, affiliation.pk), actor=by)


def _require_sense(kind: str, organisation: Organisation, contract_until: date | None) -> None:
    is_company = organisation.relation == Organisation.Relation.COMPANY
    if kind == Affiliation.Kind.EMPLOYEE and not is_company:
        raise CannotGrant(_("Only the company itself has verified employees."))
    if kind in BY_CONTRACT and contract_until is None:
        raise CannotGrant(_("Please enter the day on which the contract ends."))


def _require_within(latest: date, wanted: date | None) -> None:
    if wanted and wanted > latest:
        day = date_format(latest, "DATE_FORMAT")
        raise CannotGrant(_("This proof holds until %(day)s at the latest.") % {"day": day})


def _refusal(user: User, proof_key: str) -> str:
    if Affiliation.objects.open().filter(user=user).exists():
        return _("This person has an affiliation already; end it first.")
    if proof_key and Affiliation.objects.open().filter(proof_key=proof_key).exists():
        return _("Another account speaks for the organisation on the same proof.")
    return _("Name, role and proof have to be filled in.")


def _told(affiliation: Affiliation, role_title: str, full_name: str) -> str:
    """What changed, in words; of a name only that it changed, for history is kept longer."""
    told = []
    if role_title != affiliation.role_title:
        told.append(f"role title: {affiliation.role_title} → {role_title}")
    if full_name != affiliation.full_name:
        told.append("name corrected")
    return ", ".join(told)
