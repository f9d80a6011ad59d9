"""Anyone says that something here should not stand so, and gets a receipt (DSA, Art. 16)."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.notifications.actions import queue_account_mail
from community.moderation.events import ContentReported
from community.moderation.models import Report
from community.moderation.targets import target_of
from config.events.bus import record


class CannotReport(Exception):
    """The message is meant for the person who tried."""


@dataclass(frozen=True)
class Receipt:
    """`token` opens the receipt's page; whoever has it may read what became of the report."""

    report: Report
    token: str
    is_new: bool


@transaction.atomic
def report_content(
    *,
    path: str,
    reason: str,
    submission: UUID,
    explanation: str = "",
    by: User | None = None,
    name: str = "",
    email: str = "",
    now: datetime | None = None,
) -> Receipt:
    """Keep a report about what stands at `path`, whether or not there is such a thing.

    `submission` is the form's key: sent again it gives the same receipt. Whoever has an account
    is told there, `name` and `email` are of who has none. Raises CannotReport for a closed account.
    """
    if by is not None and not by.is_active:
        raise CannotReport(_("This account can't report. Please sign out and report without it."))
    target, token = target_of(path), token_of(submission)
    report, is_new = Report.objects.get_or_create(
        submission=submission,
        defaults={
            "kind": target.kind,
            "object_id": target.object_id,
            "path": path,
            "reason": reason,
            "explanation": explanation,
            "reporter": by,
            "name": "" if by else name,
            "email": "" if by else email,
            "token_hash": hash_of(token),
            "created_at": now or timezone.now(),
        },
    )
    if is_new:
        record(ContentReported(report.pk), actor=by)
    return Receipt(report, token, is_new)


def owe_receipt(receipt: Receipt) -> None:
    """Mail the receipt, without a word of what was typed: nobody sends his words in our name."""
    report = receipt.report
    subject = _("Your report no. %(number)s has arrived") % {"number": report.pk}
    _owe(report, subject, "mail/report_received.txt")


def owe_decision(report: Report) -> None:
    """Mail who reported without an account that it was decided; the page says how, and why."""
    subject = _("Your report no. %(number)s was decided") % {"number": report.pk}
    _owe(report, subject, "mail/report_decided.txt")


def token_of(submission: UUID) -> str:
    """The secret of a receipt's address; made again from the form's key whenever it is needed."""
    return salted_hmac("moderation.receipt", str(submission), algorithm="sha256").hexdigest()


def hash_of(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _owe(report: Report, subject: str, template: str) -> None:
    path = reverse("moderation:receipt", args=[token_of(report.submission)])
    context = {
        "report": report,
        "link": settings.BASE_URL + path,
        "base_url": settings.BASE_URL,
        "community": settings.COMMUNITY,
    }
    queue_account_mail(to=report.email, subject=subject, text=render_to_string(template, context))
