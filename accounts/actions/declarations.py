"""What everybody says before his first post: does he speak for, or profit from, the company?"""

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.actions.affiliation_requests import request_affiliation
from accounts.actions.standing import (
    MustDeclare,
    Standing,
    is_contradicted,
    latest_declaration,
    may_post,
    position_of,
    require_declared,
)
from accounts.events import DeclarationDecided, DeclarationMade
from accounts.models import AffiliationRequest, Declaration, Organisation, User
from config.audit.recording import record_act
from config.events.bus import record

Stance = Declaration.Stance

__all__ = [
    "CannotDecide",
    "CannotDeclare",
    "MustDeclare",
    "Standing",
    "decide_dispute",
    "declaration_question",
    "declare_affiliated",
    "declare_independent",
    "may_post",
    "position_of",
    "require_declared",
]


class CannotDeclare(Exception):
    """The message is meant for the member who tried."""


class CannotDecide(Exception):
    """The message is meant for the administrator who tried."""


def declaration_question() -> str:
    """What is asked, in the language of who answers; stored with the answer as its proof."""
    asked = _("Do you work for %(company)s, are you paid by it, or do you get benefits from it?")
    return asked % {"company": settings.COMMUNITY["company"]}


@transaction.atomic
def declare_independent(
    *, user: User, explanation: str = "", now: datetime | None = None
) -> Declaration:
    """Say “no”. It is disputed, and decided by a person, where a mailbox or an earlier word says
    otherwise; an open dispute stays the one it is. Raises CannotDeclare while a mark is open.
    """
    user = User.objects.select_for_update(no_key=True).get(pk=user.pk)
    position = position_of(user)
    if position.affiliation or position.standing in {Standing.SUSPENDED, Standing.REQUESTED}:
        raise CannotDeclare(_("You have said yes before. End or withdraw that first."))
    former = latest_declaration(user)
    if former and position.standing in {Standing.DISPUTED, Standing.MAY_POST}:
        return former
    stance = Stance.DISPUTED if _is_doubtful(user, former) else Stance.INDEPENDENT
    return _declare(user, stance, explanation, now)


@transaction.atomic
def declare_affiliated(
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
    """Say “yes” and ask to be marked; until an administrator has decided, nothing is posted.

    Raises CannotRequest of `accounts.actions.affiliation_requests`.
    """
    request = request_affiliation(
        user=user,
        kind=kind,
        organisation=organisation,
        role_title=role_title,
        full_name=full_name,
        proof=proof,
        explanation=explanation,
        now=now,
    )
    _declare(user, Stance.AFFILIATED, "", now)
    return request


@transaction.atomic
def decide_dispute(
    *,
    declaration: Declaration,
    by: User,
    independent: bool,
    because: str,
    now: datetime | None = None,
) -> Declaration:
    """An administrator believes the “no”, or asks its writer to request an affiliation.

    Raises CannotDecide for anybody else, for oneself, and for what is no open dispute.
    """
    if not by.is_administrator or by.pk == declaration.user_id:
        raise CannotDecide(_("Another administrator has to decide this."))
    User.objects.select_for_update(no_key=True).get(pk=declaration.user_id)
    found = Declaration.objects.disputed().filter(pk=declaration.pk).first()
    if found is None:
        raise CannotDecide(_("This was settled already."))
    declaration = found
    declaration.stance = Stance.INDEPENDENT if independent else Stance.AFFILIATED
    declaration.decided_by = by
    declaration.decided_at = now or timezone.now()
    declaration.decided_because = because
    declaration.save(update_fields=["stance", "decided_by", "decided_at", "decided_because"])
    subject = f"declaration-{declaration.pk}"
    record_act("declaration-decided", by=by, subject=subject, after=declaration.stance, why=because)
    record(DeclarationDecided(declaration.user_id, declaration.pk), actor=by)
    return declaration


def _declare(user: User, stance: str, explanation: str, now: datetime | None) -> Declaration:
    declaration = Declaration.objects.create(
        user=user,
        stance=stance,
        question=declaration_question(),
        explanation=explanation,
        declared_at=now or timezone.now(),
    )
    record(DeclarationMade(user.pk, declaration.pk), actor=user)
    return declaration


def _is_doubtful(user: User, former: Declaration | None) -> bool:
    """Who said yes before, has a mailbox of the company, or shares one with somebody marked."""
    said_yes = former is not None and former.stance == Stance.AFFILIATED
    return said_yes or is_contradicted(user)
