"""Posts and points bear the time they are told; what goes along with them bears the clock's.

In a demo that has a past, both must agree: figures and lists are made of these times too.
"""

from datetime import datetime
from itertools import chain

from accounts.models import RoleGrant
from accounts.notifications.models import Notice
from community.models import Affected, Following, TagChange
from community.moderation.models import Report
from config.events.models import Event
from knowledge.models import ArticleLink, Candidate, Doubt, EndedVersion, Reuse

# By the floor whose events go along with them.
_DATED = {
    "accounts": ((RoleGrant, "granted_at"), (RoleGrant, "revoked_at")),
    "community": (
        (Affected, "created_at"),
        (Following, "created_at"),
        (TagChange, "at"),
        (Candidate, "created_at"),
        (Report, "created_at"),
    ),
    "knowledge": (
        (ArticleLink, "broken_at"),
        (Doubt, "opened_at"),
        (Doubt, "settled_at"),
        (EndedVersion, "created_at"),
        (Reuse, "created_at"),
    ),
}
_ALWAYS_DATED = ((Event, "occurred_at"), (Notice, "created_at"))


def date_back(*, since: datetime, to: datetime) -> None:
    """Move what was written after `since`, when loading began, to the moment it is about."""
    names = Event.objects.filter(occurred_at__gte=since).values_list("name", flat=True)
    floors = {name.partition(".")[0] for name in names}
    dated = chain(_ALWAYS_DATED, *(_DATED.get(floor, ()) for floor in sorted(floors)))
    for model, field in dated:
        model._default_manager.filter(**{f"{field}__gte": since}).update(**{field: to})
