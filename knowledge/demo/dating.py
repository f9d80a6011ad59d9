"""Posts and points bear the time they are told; what goes along with them bears the clock's.

In a demo that has a past, both must agree: figures and lists are made of these times too.
"""

from datetime import datetime

from accounts.models import RoleGrant
from accounts.notifications.models import Notice
from community.models import Affected, Following, TagChange
from community.moderation.models import Report
from config.events.models import Event
from knowledge.models import Candidate

_DATED = (
    (Event, "occurred_at"),
    (RoleGrant, "granted_at"),
    (Affected, "created_at"),
    (Following, "created_at"),
    (TagChange, "at"),
    (Notice, "created_at"),
    (Candidate, "created_at"),
    (Report, "created_at"),
)


def date_back(*, since: datetime, to: datetime) -> None:
    """Move what was written after `since`, when loading began, to the moment it is about."""
    for model, field in _DATED:
        model.objects.filter(**{f"{field}__gte": since}).update(**{field: to})
