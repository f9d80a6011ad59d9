"""Who is told about what happens to accounts."""

from datetime import datetime

from accounts.events import (
    AffiliationEnded,
    AffiliationGranted,
    AffiliationRefused,
    AffiliationRequested,
    AffiliationResumed,
    AffiliationSuspended,
    DeclarationDecided,
    DeclarationMade,
    MedalEarned,
    PrivilegeReached,
    RenewalDue,
    RenewalLinkAsked,
)
from accounts.models import Affiliation, Declaration, MedalAward, RoleGrant, User
from accounts.notifications.actions import notify
from accounts.notifications.renewal_mail import owe_renewal_mail
from accounts.privileges import Privilege
from config.events.bus import handles


@handles(PrivilegeReached)
def tell_what_opens(event: PrivilegeReached) -> None:
    """Once for each privilege, however often a balance moves up and down past it."""
    notify(
        user_ids=[event.user_id],
        kind="privilege-reached",
        subject_id=list(Privilege).index(Privilege(event.privilege)),
        key=f"privilege:{event.privilege}",
    )


@handles(MedalEarned)
def tell_of_medal(event: MedalEarned) -> None:
    """Once for each medal and subject, also if it was lost and earned again."""
    award = MedalAward.objects.filter(pk=event.award_id).first()
    if award is not None:
        notify(
            user_ids=[event.user_id],
            kind="medal-earned",
            subject_id=award.pk,
            key=f"medal:{award.medal}:{award.subject}",
        )


@handles(AffiliationRequested)
def tell_administrators(event: AffiliationRequested) -> None:
    _tell_administrators_but(event.user_id, "affiliation-requested", event.request_id)


@handles(DeclarationMade)
def tell_of_dispute(event: DeclarationMade) -> None:
    if Declaration.objects.disputed().filter(pk=event.declaration_id).exists():
        _tell_administrators_but(event.user_id, "declaration-disputed", event.declaration_id)


@handles(DeclarationDecided)
def tell_of_decision(event: DeclarationDecided) -> None:
    notify(
        user_ids=[event.user_id],
        kind="declaration-decided",
        subject_id=event.declaration_id,
        key=f"declaration-decided:{event.declaration_id}",
    )


@handles(AffiliationRefused)
def tell_of_refusal(event: AffiliationRefused) -> None:
    notify(
        user_ids=[event.user_id],
        kind="affiliation-refused",
        subject_id=event.request_id,
        key=f"affiliation-refused:{event.request_id}",
    )


@handles(AffiliationGranted)
def tell_of_grant(event: AffiliationGranted) -> None:
    _tell_holder("affiliation-granted", event.affiliation_id)


@handles(AffiliationEnded)
def tell_of_end(event: AffiliationEnded) -> None:
    _tell_holder("affiliation-ended", event.affiliation_id)


@handles(AffiliationSuspended)
def tell_of_suspension(event: AffiliationSuspended) -> None:
    affiliation = Affiliation.objects.get(pk=event.affiliation_id)
    if affiliation.suspended_at and not affiliation.ended_at:
        _tell_holder("affiliation-suspended", affiliation.pk, affiliation.suspended_at)


@handles(AffiliationResumed)
def tell_of_resumption(event: AffiliationResumed) -> None:
    affiliation = Affiliation.objects.get(pk=event.affiliation_id)
    if affiliation.is_active:
        _tell_holder("affiliation-resumed", affiliation.pk, affiliation.proved_at)


@handles(RenewalDue)
def remind_of_renewal(event: RenewalDue) -> None:
    """Proved again meanwhile means that there is nothing left to say."""
    affiliation = Affiliation.objects.get(pk=event.affiliation_id)
    if not affiliation.is_active or affiliation.reminded_at is None:
        return
    if _tell_holder("affiliation-renewal", affiliation.pk, affiliation.reminded_at):
        owe_renewal_mail(affiliation)


@handles(RenewalLinkAsked)
def mail_renewal_link(event: RenewalLinkAsked) -> None:
    owe_renewal_mail(Affiliation.objects.get(pk=event.affiliation_id))


def _tell_administrators_but(user_id: int, kind: str, subject_id: int) -> None:
    held = RoleGrant.objects.filter(role=User.Role.ADMINISTRATOR, revoked_at=None)
    notify(
        user_ids=held.exclude(user=user_id).values_list("user", flat=True),
        kind=kind,
        subject_id=subject_id,
        key=f"{kind}:{subject_id}",
    )


def _tell_holder(kind: str, affiliation_id: int, at: datetime | None = None) -> int:
    """What can happen again is told once for each `at`."""
    holder = Affiliation.objects.values_list("user", flat=True).get(pk=affiliation_id)
    occasion = f":{at.timestamp():.0f}" if at else ""
    return notify(
        user_ids=[holder],
        kind=kind,
        subject_id=affiliation_id,
        key=f"{kind}:{affiliation_id}{occasion}",
    )
