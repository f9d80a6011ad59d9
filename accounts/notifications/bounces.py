"""What a returned mail does to an address, and how the address is used again."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.actions.affiliation_life import mailbox_bounced
from accounts.events import AddressPaused
from accounts.models import User
from accounts.notifications.actions import notify, queue_account_mail
from accounts.notifications.models import Bounce, OutgoingMail, PausedAddress
from accounts.notifications.tokens import reconfirm_url
from config.events.bus import record

SOFT_BOUNCES = 5
ACCOUNT_MAIL_EVERY = timedelta(days=1)


@dataclass(frozen=True)
class Refusal:
    """How a server refused: `is_hard` means that no later try can succeed."""

    is_hard: bool
    code: str


@transaction.atomic
def record_bounce(*, mail: OutgoingMail, refusal: Refusal, now: datetime | None = None) -> None:
    """Count that `mail` came back, once; pause its address if that is final or happens often."""
    at = now or timezone.now()
    address = mail.sent_to
    _bounce, is_new = Bounce.objects.get_or_create(
        mail=mail,
        defaults={
            "address": address,
            "is_hard": refusal.is_hard,
            "code": refusal.code[:20],
            "at": at,
        },
    )
    if not is_new:
        return
    if refusal.is_hard or Bounce.objects.recent(address, at).count() >= SOFT_BOUNCES:
        _pause(address, refusal, at)


@transaction.atomic
def ask_to_confirm_again(*, user: User) -> None:
    """Mail a link to the member's paused address, at his own wish even if one went out today."""
    paused = PausedAddress.objects.filter(address=user.email).first()
    if paused is None or not user.email:
        return
    PausedAddress.objects.filter(pk=paused.pk).update(tried_at=None)
    context = {
        "url": reconfirm_url(user, paused.pk),
        "community": settings.COMMUNITY,
        "base_url": settings.BASE_URL,
    }
    with override(user.language):
        queue_account_mail(
            to=user.email,
            subject=_("Please confirm your e-mail address again"),
            text=render_to_string("mail/confirm_again.txt", context),
        )


@transaction.atomic
def resume_address(*, user: User, paused_id: int) -> bool:
    """The member opened the mailed link: the address is used again. False if it is not his now."""
    if not user.email:
        return False
    paused = PausedAddress.objects.filter(pk=paused_id, address=user.email).first()
    if paused is None:
        return False
    Bounce.objects.filter(address=paused.address).delete()
    paused.delete()
    return True


def may_try_account_mail(*, address: str, now: datetime) -> bool:
    """Is it time to try a paused address again? Asking counts as the try."""
    if not is_paused(address):
        return True
    rested = Q(tried_at=None) | Q(tried_at__lte=now - ACCOUNT_MAIL_EVERY)
    paused = PausedAddress.objects.filter(address=address)
    return paused.filter(rested).update(tried_at=now) > 0


def is_paused(address: str) -> bool:
    return PausedAddress.objects.filter(address=address).exists()


def _pause(address: str, refusal: Refusal, at: datetime) -> None:
    user = User.objects.filter(email=address).first()
    paused, is_new = PausedAddress.objects.get_or_create(
        address=address, defaults={"user": user, "why": refusal.code[:100], "paused_at": at}
    )
    if refusal.is_hard:
        mailbox_bounced(mailbox=address, now=at)
    if not is_new or user is None:
        return
    notify(
        user_ids=[user.pk],
        kind="unreachable",
        subject_id=paused.pk,
        key=f"unreachable:{paused.pk}",
    )
    record(AddressPaused(user.pk))
