import time
from pathlib import Path

from celery import shared_task
from django.conf import settings

from accounts.notifications.digesting import build_due_digests
from accounts.notifications.returned import take_in_maildir
from accounts.notifications.sending import send_due
from accounts.notifications.settling import settle_unseeable

# Relay and index want their turn too.
LONGEST_TURN = 1.0


@shared_task
def send_mail(**_: object) -> int:
    """Send batch after batch for about a second."""
    ends = time.monotonic() + LONGEST_TURN
    total = sent = send_due()
    while sent and time.monotonic() < ends:
        sent = send_due()
        total += sent
    return total


@shared_task
def build_digests(**_: object) -> int:
    return build_due_digests()


@shared_task
def settle_notices(**_: object) -> int:
    return settle_unseeable()


@shared_task
def read_returned_mail(**_: object) -> int:
    return take_in_maildir(Path(settings.BOUNCE_MAILDIR)) if settings.BOUNCE_MAILDIR else 0
