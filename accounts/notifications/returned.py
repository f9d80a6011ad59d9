"""Returned mails: read one by one, believed only about mails that are ours."""

from datetime import timedelta
from pathlib import Path

import structlog
from django.utils import timezone

from accounts.notifications.bounces import Refusal, record_bounce
from accounts.notifications.dsn import LARGEST, Report, is_about_us, read_reports
from accounts.notifications.models import OutgoingMail

log = structlog.get_logger(__name__)
RETURNS_WITHIN = timedelta(days=14)
BATCH = 200


def take_in(raw: bytes) -> int:
    """Record what the mail `raw` reports; return how many of our mails it was believed about."""
    try:
        reports = read_reports(raw)
    except Exception:  # what a stranger wrote must not stop the mails behind it
        log.exception("mail.unreadable_return")
        return 0
    return sum(_record(report) for report in reports)


def take_in_maildir(folder: Path, limit: int = BATCH) -> int:
    """Read up to `limit` new mails of a maildir and mark them as seen; return how many."""
    new = sorted(path for path in (folder / "new").glob("*") if path.is_file())[:limit]
    for path in new:
        with path.open("rb") as file:
            raw = file.read(LARGEST + 1)
        take_in(raw)
        (folder / "cur").mkdir(exist_ok=True)
        path.rename(folder / "cur" / f"{path.name.partition(':')[0]}:2,S")
    return len(new)


def _record(report: Report) -> bool:
    mail = OutgoingMail.objects.filter(
        message_id=report.message_id,
        state=OutgoingMail.State.SENT,
        sent_at__gt=timezone.now() - RETURNS_WITHIN,
    ).first()
    if mail is None or mail.sent_to not in report.addresses:
        return False
    if is_about_us(report.status):
        log.warning("mail.returned", mail=mail.pk, status=report.status)
        return False
    record_bounce(mail=mail, refusal=Refusal(report.is_hard, report.status))
    return True
