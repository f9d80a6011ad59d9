"""Django's sessions in the database; the query that every page of a member asks is written once."""

from datetime import datetime

from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.contrib.sessions.models import Session
from django.utils import timezone

from config.prepared_rows import PreparedRows


class SessionStore(DatabaseStore):
    """Its name is part of the key that signs what a session holds."""

    def load(self) -> dict:
        found = _alive(session_key=self.session_key or "", now=timezone.now())
        if not found:
            self._session_key = None
            return {}
        return self.decode(found[0].session_data)


@PreparedRows
def _alive(*, session_key: str, now: datetime):
    return Session.objects.filter(session_key=session_key, expire_date__gt=now)
