from datetime import timedelta

from django.utils import timezone

from accounts.notifications.models import OutgoingMail
from config.health import register

OLDEST_OWED_MAIL = timedelta(minutes=15)


def _mail() -> str:
    """Mails that wait for a later try or for working hours are not late."""
    late = OutgoingMail.objects.due(timezone.now() - OLDEST_OWED_MAIL).exists()
    return "Mails have been waiting for more than 15 minutes." if late else ""


register("mail", _mail)
