"""The right to sign official answers: it takes two administrators, and neither is its holder."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import policies
from accounts.actions.affiliation_history import locked, remember
from accounts.events import SigningRightGranted, SigningRightProposed, SigningRightRevoked
from accounts.models import Affiliation, AffiliationChange, SigningRight, User
from config.events.bus import record
from config.text import is_blank

What = AffiliationChange.What


class CannotSign(Exception):
    """The message is meant for the administrator who tried."""


@transaction.atomic
def propose_signing_right(
    *, affiliation: Affiliation, by: User, reason: str, now: datetime | None = None
) -> SigningRight:
    """The first of two administrators (A-BG-11); raises CannotSign for whom it cannot be."""
    affiliation = _held_for(affiliation, by)
    if not policies.can_be_signer(affiliation):
        raise CannotSign(_("Only a verified employee can sign official answers."))
    if is_blank(reason):
        raise CannotSign(_("Please say why this person is to sign."))
    try:
        with transaction.atomic():
            right = SigningRight.objects.create(
                affiliation=affiliation,
                proposed_by=by,
                proposed_at=now or timezone.now(),
                reason=reason,
            )
    except IntegrityError:
        raise CannotSign(_("This is proposed or granted already.")) from None
    remember(affiliation, What.SIGNING_PROPOSED, by=by, why=reason, now=now)
    record(SigningRightProposed(affiliation.pk, right.pk), actor=by)
    return right


@transaction.atomic
def grant_signing_right(
    *, right: SigningRight, by: User, now: datetime | None = None
) -> SigningRight:
    """The second administrator; raises CannotSign for the one who proposed it and its holder."""
    affiliation = _held_for(right.affiliation, by)
    right = SigningRight.objects.select_for_update(no_key=True).get(pk=right.pk)
    if by.pk == right.proposed_by_id:
        raise CannotSign(_("A second administrator has to grant what you proposed."))
    if right.revoked_at or not affiliation.is_active:
        raise CannotSign(_("This proposal no longer stands."))
    if right.granted_at:
        return right
    right.granted_by = by
    right.granted_at = now or timezone.now()
    right.save(update_fields=["granted_by", "granted_at"])
    remember(affiliation, What.SIGNING_GRANTED, by=by, why=right.reason, now=now)
    record(SigningRightGranted(affiliation.pk, right.pk), actor=by)
    return right


@transaction.atomic
def revoke_signing_right(
    *, right: SigningRight, by: User, because: str, now: datetime | None = None
) -> SigningRight:
    """Any administrator takes it back, or refuses what was proposed; its holder may lay it down."""
    if by.pk != right.affiliation.user_id and not by.is_administrator:
        raise CannotSign(_("An administrator has to decide this."))
    affiliation = locked(right.affiliation)
    right = SigningRight.objects.select_for_update(no_key=True).get(pk=right.pk)
    if right.revoked_at:
        return right
    if is_blank(because):
        raise CannotSign(_("Please say why."))
    right.revoked_by = by
    right.revoked_at = now or timezone.now()
    right.save(update_fields=["revoked_by", "revoked_at"])
    remember(affiliation, What.SIGNING_REVOKED, by=by, why=because, now=now)
    record(SigningRightRevoked(affiliation.pk, right.pk), actor=by)
    return right


def _held_for(affiliation: Affiliation, by: User) -> Affiliation:
    if by.pk == affiliation.user_id or not by.is_administrator:
        raise CannotSign(_("Another administrator has to decide this."))
    return locked(affiliation)
