"""Digests: what a member has not read, gathered for one mail at his morning."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from accounts.notifications import kinds
from accounts.notifications.actions import new_message_id
from accounts.notifications.choices import Choices, choices_of_one
from accounts.notifications.hours import next_digest
from accounts.notifications.kinds import Channel
from accounts.notifications.models import MailSettings, Notice, OutgoingMail

BATCH = 200
LONGEST_DIGEST = 50
# Older news is no news; it stays in the list of notices.
REACHES_BACK = timedelta(days=31)


def build_due_digests(*, now: datetime | None = None, limit: int = BATCH) -> int:
    """Owe up to `limit` members the digest that is due; return how many were asked about."""
    at = now or timezone.now()
    done = 0
    while done < limit and _build_next(at):
        done += 1
    return done


@transaction.atomic
def _build_next(at: datetime) -> bool:
    due = MailSettings.objects.filter(digest_due_at__lte=at).order_by("digest_due_at", "user_id")
    if not due.exists():
        return False
    chosen = due.select_for_update(skip_locked=True, no_key=True).first()
    if chosen is None:
        return False
    # Counted from now: what was missed while nothing ran becomes one digest, not several.
    chosen.digest_due_at = next_digest(chosen, after=at)
    chosen.save(update_fields=["digest_due_at"])
    _build(chosen.user_id, at)
    return True


def _build(user_id: int, at: datetime) -> None:
    """One digest waits at most: what comes while it does is told by the next one."""
    choices = choices_of_one(user_id)
    waiting = OutgoingMail.objects.queued().filter(digest_of=user_id)
    if not choices.wants_digest or waiting.exists():
        return
    user = User.objects.filter(pk=user_id, is_active=True).exclude(email=None).first()
    notices = _untold(user, choices, at) if user else []
    if user and notices:
        mail = OutgoingMail.objects.create(
            digest_of=user, rank=OutgoingMail.Rank.DIGEST, message_id=new_message_id()
        )
        Notice.objects.filter(pk__in=notices, digest=None).update(digest=mail)


def _untold(user: User, choices: Choices, at: datetime) -> list[int]:
    wanted = [kind.name for kind in kinds.mailed() if choices.channel(kind) == Channel.DIGEST]
    untold = Notice.objects.for_digest(user, kinds=wanted, since=at - REACHES_BACK)
    return list(untold.order_by("-created_at", "-id").values_list("pk", flat=True)[:LONGEST_DIGEST])


def release(mail: OutgoingMail) -> None:
    """What a digest that never went out was to tell is told by the next one."""
    Notice.objects.filter(digest=mail).update(digest=None)
