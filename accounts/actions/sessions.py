"""Ending what somebody opened: one browser, or all of them at once."""

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import F

from accounts.events import SessionsEnded
from accounts.models import User
from config.events.bus import record


@transaction.atomic
def end_all_sessions(*, user: User, by: User | None = None) -> None:
    """Sign `user` out everywhere at the next request of each browser (A-AU-09).

    Who keeps the browser of the present request calls `update_session_auth_hash` after it: `user`
    carries the new version. `by` is None for the system.
    """
    User.objects.filter(pk=user.pk).update(session_version=F("session_version") + 1)
    user.refresh_from_db(fields=["session_version"])
    record(SessionsEnded(user.pk), actor=by)


@transaction.atomic
def end_session(*, user: User, session_id: int) -> None:
    """Sign one browser of `user` out; nothing happens where it is gone, or somebody else's."""
    listed = UserSession.objects.filter(user=user, pk=session_id)
    Session.objects.filter(session_key__in=listed.values("session_key")).delete()
    listed.delete()
