"""How long reports are kept."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from community.moderation.actions.forgetting import forget_reporters
from community.moderation.models import Report
from config.retention import register

# Somebody may object to a decision for six months (DSA, art. 20); a little longer to answer him.
REACHABLE = timedelta(days=240)

register(
    Report,
    what=_("Who sent a report without account"),
    why=_("Nobody can object to the decision any more; the report stays without name and address."),
    period=REACHABLE,
    job=lambda now: forget_reporters(before=now - REACHABLE),
)
