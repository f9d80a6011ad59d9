from datetime import datetime

from django.db import transaction

from community.moderation.models import Report


@transaction.atomic
def forget_reporters(*, before: datetime) -> int:
    """Take name and address out of reports that were decided before then; return how many.

    An open report keeps them: somebody waits for an answer.
    """
    decided = Report.objects.filter(decided_at__lt=before)
    return decided.exclude(email="", name="").update(email="", name="")
