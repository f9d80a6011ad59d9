"""The worker's part of an erasure, in small transactions; killed anywhere it is begun again.

First the account is closed, then everything that is declared is erased, and once all requests
that were on their way have ended, everything is looked through a second time (C-14).
"""

from datetime import datetime, timedelta

import structlog
from django.db import transaction
from django.utils import timezone

from accounts.avatars import files
from accounts.models import User
from accounts.notifications.models import OutgoingMail
from accounts.privacy import tombstones
from accounts.privacy.actions import close_account, finish_erasure
from accounts.privacy.models import Erasure
from accounts.privacy.people import leaver_of
from config.personal_data import Leaver, declared, sweeps

log = structlog.get_logger(__name__)
LEASE = timedelta(minutes=15)
# Longer than a request, or a handler that has somebody's former account in its hands, can take.
SETTLING = timedelta(minutes=3)


def carry_out_due(*, now: datetime | None = None) -> int:
    """Take each erasure that is due one step further; return how many were done."""
    done = 0
    while (erasure := _claim(now or timezone.now())) is not None:
        try:
            done += carry_out(erasure, now=now)
        except Exception:  # the next one is still to be looked after; this one comes back
            log.exception("erasure.failed", erasure=erasure.pk)
    return done


def carry_out(
    erasure: Erasure,
    *,
    now: datetime | None = None,
    settling: timedelta = SETTLING,
    tell: bool = True,
) -> bool:
    """Close the account, erase what is declared, and say whether all is done.

    It is done with the sweep that began `settling` after the account was closed.
    """
    at = now or timezone.now()
    picture = User.objects.values_list("avatar", flat=True).get(pk=erasure.user_id)
    erasure = close_account(erasure=erasure, now=at, tell=tell)
    if erasure.closed_at is None:
        return False
    if picture:
        files.forget(picture)
    tombstones.set_up(tombstones.tombstone_of(erasure))
    leaver = leaver_of(erasure)
    erase_everywhere(leaver)
    settled = at >= erasure.closed_at + settling
    if not settled or _is_owed_mail(leaver):
        soon = max(erasure.closed_at + settling, at + timedelta(minutes=1))
        Erasure.objects.filter(pk=erasure.pk).update(not_before=soon)
        return False
    finish_erasure(erasure=erasure, now=at)
    return True


def erase_everywhere(leaver: Leaver) -> None:
    """Erase every declared row and every trace; what stands in others' texts comes first."""
    for sweep in sweeps():
        sweep(leaver)
    for entry in declared():
        entry.erase_rows_of(leaver)


def _claim(now: datetime) -> Erasure | None:
    if not Erasure.objects.due(now).exists():
        return None
    with transaction.atomic():
        due = Erasure.objects.due(now).order_by("due_at", "id")
        erasure = due.select_for_update(skip_locked=True).first()
        if erasure is not None:
            Erasure.objects.filter(pk=erasure.pk).update(not_before=now + LEASE)
    return erasure


def _is_owed_mail(leaver: Leaver) -> bool:
    """The farewell still has to go out, or to be given up, before the address is forgotten."""
    return OutgoingMail.objects.queued().filter(to__in=leaver.mailboxes).exists()
