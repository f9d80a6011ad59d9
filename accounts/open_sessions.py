"""The browsers in which somebody is signed in, in words that he recognises."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime

from allauth.usersessions.models import UserSession
from django.contrib.auth import HASH_SESSION_KEY, update_session_auth_hash
from django.contrib.sessions.models import Session
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.session_times import seen_at

# The first that occurs names it: most browsers also claim to be others.
_BROWSERS = {
    "Edge": r"Edg(?:e|A|iOS)?/",
    "Opera": r"OPR/|Opera",
    "Samsung Internet": r"SamsungBrowser/",
    "Firefox": r"Firefox/|FxiOS/",
    "Chrome": r"Chrome/|CriOS/|Chromium/",
    "Safari": r"Safari/",
}
_SYSTEMS = {
    "iPhone": r"iPhone",
    "iPad": r"iPad",
    "Android": r"Android",
    "Windows": r"Windows",
    "macOS": r"Mac OS X|Macintosh",
    "ChromeOS": r"CrOS",
    "Linux": r"Linux",
}


@dataclass(frozen=True)
class OpenSession:
    id: int
    device: str
    begun_at: datetime
    seen_at: datetime
    is_here: bool


def open_sessions(request: HttpRequest, user: User) -> list[OpenSession]:
    """Where `user`, who asks, is signed in: this browser first, then who was seen last."""
    listed = UserSession.objects.filter(user=user)
    rows = {row.session_key: row for row in listed}
    alive = Session.objects.filter(session_key__in=rows, expire_date__gt=timezone.now())
    found = [
        _described(rows[session.session_key], data, request)
        for session in alive
        if _is_valid(data := session.get_decoded(), user)
    ]
    return sorted(found, key=lambda each: (each.is_here, each.seen_at), reverse=True)


def keep_this_session(request: HttpRequest, user: User) -> None:
    """Go on in this browser, under a new key, although all sessions of `user` were ended."""
    update_session_auth_hash(request, user)
    UserSession.objects.create_from_request(request)


def device_in_words(user_agent: str) -> str:
    """“Firefox on Windows”, from what the browser says about itself."""
    browser = _first(_BROWSERS, user_agent) or _("A browser")
    system = _first(_SYSTEMS, user_agent)
    if system is None:
        return browser
    return _("%(browser)s on %(system)s") % {"browser": browser, "system": system}


def _is_valid(data: dict, user: User) -> bool:
    return data.get(HASH_SESSION_KEY) == user.get_session_auth_hash()


def _described(row: UserSession, data: dict, request: HttpRequest) -> OpenSession:
    return OpenSession(
        id=row.pk,
        device=device_in_words(row.user_agent),
        begun_at=row.created_at,
        seen_at=datetime.fromtimestamp(seen_at(data), UTC),
        is_here=row.session_key == request.session.session_key,
    )


def _first(names: dict[str, str], user_agent: str) -> str | None:
    return next((name for name, mark in names.items() if re.search(mark, user_agent)), None)
