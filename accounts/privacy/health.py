from datetime import timedelta

from django.utils import timezone

from accounts.privacy.models import DataDownload, Erasure
from config.health import register

OVERDUE = timedelta(days=1)
# A mail server that is away delays the end by two days.
UNFINISHED = timedelta(days=3)


def _personal_data() -> str:
    """What the law gives a month for should take minutes."""
    now = timezone.now()
    before = now - OVERDUE
    if DataDownload.objects.due(before).exists():
        return "A copy of somebody's data has been waiting for more than a day."
    if Erasure.objects.open().filter(due_at__lt=before, closed_at=None).exists():
        return "An erasure has been due for more than a day."
    if Erasure.objects.open().filter(closed_at__lt=now - UNFINISHED).exists():
        return "An erasure that was begun has not come to its end for three days."
    return ""


register("personal data", _personal_data)
