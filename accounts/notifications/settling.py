"""A notice whose subject its reader may no longer see is as good as read: it counts no more."""

from collections import defaultdict

from django.core.cache import cache

from accounts.models import User
from accounts.notifications.actions import mark_read
from accounts.notifications.models import Notice
from accounts.notifications.reading import in_words

BATCH = 500
_SEEN_TO = "notices-settled-to"


def settle_unseeable(limit: int = BATCH) -> int:
    """Look through the next `limit` unread notices, round and round; return how many it closed.

    Where it stopped is kept in the cache: one that forgot it begins again.
    """
    after = cache.get(_SEEN_TO) or 0
    unread = Notice.objects.unread().filter(pk__gt=after).order_by("pk")[:limit]
    notices = list(unread)
    cache.set(_SEEN_TO, notices[-1].pk if len(notices) == limit else 0, timeout=None)
    per_reader: dict[int, list[Notice]] = defaultdict(list)
    for notice in notices:
        per_reader[notice.user_id].append(notice)
    readers = User.objects.in_bulk(per_reader)
    return sum(_settle(readers[pk], mine) for pk, mine in per_reader.items())


def _settle(reader: User, notices: list[Notice]) -> int:
    seen = {entry.notice.pk for entry in in_words(notices, viewer=reader)}
    unseeable = [notice.pk for notice in notices if notice.pk not in seen]
    return mark_read(notices=unseeable, user=reader) if unseeable else 0
