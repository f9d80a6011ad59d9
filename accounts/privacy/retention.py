"""How long the tables of people are kept, those of libraries included."""

from datetime import datetime, timedelta

from allauth.account.models import EmailAddress, EmailConfirmation
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount, SocialToken
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.admin.models import LogEntry
from django.contrib.sessions.models import Session
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.privacy import downloads, inactivity
from accounts.privacy.models import DataDownload, Erasure
from accounts.retention import AS_LONG_AS_THE_ACCOUNT
from config.retention import delete, register

LOG_KEPT = timedelta(days=3 * 365)
LINKS_KEPT = timedelta(days=14)


def _delete_downloads(now: datetime) -> int:
    over = DataDownload.objects.filter(requested_at__lt=now - downloads.KEPT_FOR)
    over = over.exclude(state=DataDownload.State.REQUESTED).exclude(expires_at__gt=now)
    return delete(over) + downloads.remove_files(now=now)


def _delete_sessions(now: datetime) -> int:
    over = delete(Session.objects.filter(expire_date__lt=now))
    known = Session.objects.values("session_key")
    return over + delete(UserSession.objects.exclude(session_key__in=known))


def _delete_confirmations(now: datetime) -> int:
    return delete(EmailConfirmation.objects.filter(created__lt=now - LINKS_KEPT))


register(
    User,
    what=_("Accounts whose address was never confirmed"),
    why=_("Nobody has shown that the address is theirs."),
    period=inactivity.UNCONFIRMED_KEPT,
    job=inactivity.delete_unconfirmed,
)
register(
    User,
    what=_("Accounts nobody uses"),
    why=_("After this time without a sign-in a mail announces the erasure, a month ahead."),
    period=timedelta(days=365 * settings.INACTIVE_YEARS) if settings.INACTIVE_YEARS else None,
    job=inactivity.warn_all,
)
for _model, _what in (
    (EmailAddress, _("Your e-mail addresses")),
    (Authenticator, _("Passkeys and second factors")),
    (SocialAccount, _("Accounts you connected")),
    (SocialToken, _("Accounts you connected")),
):
    register(_model, what=_what, why=AS_LONG_AS_THE_ACCOUNT)
register(
    EmailConfirmation,
    what=_("Links to confirm an address"),
    why=_("They have long stopped working."),
    period=LINKS_KEPT,
    job=_delete_confirmations,
)
register(
    Session,
    what=_("Sign-ins and what you had not sent yet"),
    why=_("You are signed out by then; a text that met the end of a session goes with it."),
    period=timedelta(seconds=settings.SESSION_COOKIE_AGE),
    job=_delete_sessions,
)
register(
    UserSession,
    what=_("Where you are signed in"),
    why=_("Until you sign out there, or are signed out."),
    period=timedelta(seconds=settings.SESSION_COOKIE_AGE),
)
register(
    LogEntry,
    what=_("What administrators changed"),
    why=_("Long enough to clear up what somebody complains about."),
    period=LOG_KEPT,
    job=lambda now: delete(LogEntry.objects.filter(action_time__lt=now - LOG_KEPT)),
)
register(
    DataDownload,
    what=_("Copies of your data"),
    why=_("A file with everything about you should not lie about."),
    period=downloads.KEPT_FOR,
    job=_delete_downloads,
)
register(
    Erasure,
    what=_("That somebody was erased"),
    why=_("Kept for good, as the number of an empty account: it proves the erasure."),
)
