"""When the person of a session signed in, was last seen and last showed who he is."""

import time
from datetime import timedelta

from allauth.account.authentication import get_authentication_records
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest

from accounts.models import User

_BEGUN, _SEEN = "begun_at", "seen_at"
# A session is written at most this often only because its person is there.
SEEN_EVERY = timedelta(minutes=5)
LATELY = timedelta(minutes=15)
# How long a session lives without a visit, and at most.
MEMBERS = (timedelta(days=14), timedelta(days=90))
STAFF = (timedelta(hours=8), timedelta(hours=24))


def begin(session: SessionBase) -> None:
    """Note that somebody has signed in just now."""
    session[_BEGUN] = session[_SEEN] = int(time.time())


def seen_at(session: dict) -> int:
    """Seconds since 1970, at most `SEEN_EVERY` too early; 0 for a session without a person."""
    return session.get(_SEEN, 0)


def note_visit(session: SessionBase) -> None:
    """Move the idle time on, seldom enough that looking around writes next to nothing."""
    if _BEGUN not in session:
        begin(session)
    elif time.time() - session[_SEEN] > SEEN_EVERY.total_seconds():
        session[_SEEN] = int(time.time())


def is_over(session: SessionBase, user: User) -> bool:
    """Has the session been left alone too long, or lived too long (A-AU-11)?"""
    idle, lifetime = STAFF if user.roles else MEMBERS
    now = time.time()
    return (
        now - session.get(_SEEN, now) > idle.total_seconds()
        or now - session.get(_BEGUN, now) > lifetime.total_seconds()
    )


def has_second_factor(request: HttpRequest, user: User) -> bool:
    """Was a passkey, an authenticator app or a recovery code used in this session?"""
    records = get_authentication_records(request, user)
    return any(record.get("method") == "mfa" for record in records)


def proved_lately(request: HttpRequest) -> bool:
    """Has the person shown within 15 minutes who he is, by signing in or again since?"""
    records = get_authentication_records(request, request.user)
    latest = max([request.session.get(_BEGUN, 0), *(record["at"] for record in records)])
    return time.time() - latest < LATELY.total_seconds()
