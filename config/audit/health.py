from datetime import timedelta

from django.utils import timezone

from config.audit.models import Unsealed
from config.health import register

OLDEST_UNSEALED = timedelta(minutes=5)


def _record() -> str:
    late = Unsealed.objects.filter(record__at__lt=timezone.now() - OLDEST_UNSEALED).exists()
    return "Acts have been waiting to be sealed for more than five minutes." if late else ""


register("record", _record)
