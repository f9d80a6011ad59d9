"""What the tables of libraries, and our own about downloads and erasures, know about a person."""

from allauth.account.models import EmailAddress, EmailConfirmation
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount, SocialToken
from allauth.usersessions.models import UserSession
from django.contrib.admin.models import LogEntry
from django.contrib.sessions.models import Session
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.personal_data import DECISIONS, KEPT_DECISION
from accounts.privacy.downloads import file_of
from accounts.privacy.models import DataDownload, Erasure
from config.personal_data import Erase, Leaver, Person, declare

# ── Signing in
declare(
    EmailAddress,
    field="user",
    what=_("Your e-mail addresses"),
    export=("email", "verified", "primary"),
    erase=Erase.DELETE,
)
declare(
    EmailConfirmation,
    field="email_address__user",
    what=_("Your e-mail addresses"),
    erase=Erase.DELETE,
)
declare(
    Authenticator,
    field="user",
    what=_("Passkeys and second factors"),
    export=("type", "created_at", "last_used_at"),
    erase=Erase.DELETE,
)
declare(
    SocialAccount,
    field="user",
    what=_("Accounts you connected"),
    export=("provider", "uid", "date_joined", "last_login"),
    erase=Erase.DELETE,
)
declare(
    SocialToken,
    field="account__user",
    what=_("Accounts you connected"),
    erase=Erase.DELETE,
)


def _end_sessions(rows: QuerySet, leaver: Leaver) -> None:
    Session.objects.filter(session_key__in=rows.values("session_key")).delete()
    rows.delete()


declare(
    UserSession,
    field="user",
    what=_("Where you are signed in"),
    export=("ip", "user_agent", "created_at", "last_seen_at"),
    erase=Erase.DELETE,
    change=_end_sessions,
)

declare(
    LogEntry,
    field="user",
    what=DECISIONS,
    export=("id", "action_time"),
    erase=Erase.KEEP,
    why=KEPT_DECISION,
)


def _entries_about(person: Person) -> Q:
    return Q(content_type__app_label="accounts", content_type__model="user", object_id=person.pk)


def _forget_representation(rows: QuerySet, leaver: Leaver) -> None:
    rows.update(object_repr=f"#{leaver.pk}", change_message="")


declare(
    LogEntry,
    field="object_id",
    what=_("What administrators changed"),
    export=("action_time", "object_repr"),
    erase=Erase.REWRITE,
    why=_("That something was changed stays; your name is taken out."),
    find=_entries_about,
    change=_forget_representation,
)


# ── One's own data
def _delete_downloads(rows: QuerySet, leaver: Leaver) -> None:
    for download in rows.exclude(file_name=""):
        file_of(download).unlink(missing_ok=True)
    rows.delete()


declare(
    DataDownload,
    field="user",
    what=_("Copies of your data"),
    export=("state", "requested_at", "ready_at", "expires_at"),
    erase=Erase.DELETE,
    change=_delete_downloads,
)
declare(
    Erasure,
    field="user",
    what=_("Your wish to be erased"),
    export=("because", "keeps_texts", "requested_at", "due_at", "cancelled_at"),
    erase=Erase.KEEP,
    why=_("It proves that you were erased, by the number of an empty account."),
)
for _column in ("former_names", "former_mailboxes"):
    declare(
        Erasure,
        field=_column,
        what=_("Your wish to be erased"),
        erase=Erase.KEEP,
        why=_("Remembered only until they have been found everywhere: some minutes."),
        find=lambda person: Q(user=person.pk),
    )
