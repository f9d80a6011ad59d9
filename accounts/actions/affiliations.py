"""Who may speak for whom: granted by a person, on a proof, with a record."""

from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.events import AffiliationEnded, AffiliationGranted
from accounts.models import Affiliation, Organisation, User
from accounts.names import name_key
from config.events.bus import record


class CannotGrant(Exception):
    """The message is meant for the administrator who tried."""


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
    valid_until: date | None = None,
    now: datetime | None = None,
) -> Affiliation:
    """Record that `user` speaks for `organisation`, checked by administrator `by`.

    `by` is None only for a command on the server. Raises CannotGrant for a self-grant, for
    someone who is no administrator, or where another affiliation is still open.
    """
    if by is not None and (by == user or not by.is_administrator):
        raise CannotGrant(_("Another administrator has to grant this."))
    try:
        with transaction.atomic():
            affiliation = Affiliation.objects.create(
                user=user,
                kind=kind,
                organisation=organisation,
                role_title=role_title,
                full_name=full_name,
                name_key=name_key(full_name),
                proof=Affiliation.Proof.ADMINISTRATOR,
                evidence=evidence,
                granted_by=by,
                granted_at=now or timezone.now(),
                valid_until=valid_until,
            )
    except IntegrityError:
        raise CannotGrant(_("This person has an affiliation already; end it first.")) from None
    record(AffiliationGranted(user.pk, affiliation.pk), actor=by)
    return affiliation


@transaction.atomic
def end_affiliation(
    *, affiliation: Affiliation, by: User | None, because: str, now: datetime | None = None
) -> Affiliation:
    """End it for good; posts keep it as what was true when they were written."""
    affiliation = Affiliation.objects.select_for_update(of=("self",), no_key=True).get(
        pk=affiliation.pk
    )
    if affiliation.ended_at:
        return affiliation
    affiliation.ended_at = now or timezone.now()
    affiliation.ended_because = because
    affiliation.save(update_fields=["ended_at", "ended_because"])
    record(AffiliationEnded(affiliation.user_id, affiliation.pk), actor=by)
    return affiliation
