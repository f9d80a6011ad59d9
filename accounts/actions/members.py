"""Accounts come into being and get roles here, whoever asks: sign-up, importer, demo."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.actions.sessions import end_all_sessions
from accounts.events import MemberJoined, RoleGranted, RoleRevoked
from accounts.models import ReservedName, RoleGrant, User
from accounts.names import name_key
from config.audit.recording import about_person, record_act
from config.events.bus import record


class CannotGrant(Exception):
    """The message is meant for the administrator who tried."""


@transaction.atomic
def create_member(
    *,
    display_name: str,
    email: str | None = None,
    password: str | None = None,
    language: str = "en",
    **values,
) -> User:
    """Create an account; without an e-mail nobody can sign in to it and no mail is sent.

    `email` is a canonical mailbox. Raises IntegrityError where name or mailbox are taken.
    """
    user = User(
        display_name=display_name,
        name_key=name_key(display_name),
        email=email,
        language=language,
        **values,
    )
    user.set_password(password)
    user.save(force_insert=True)
    record(MemberJoined(user.pk), actor=user)
    return user


@transaction.atomic
def confirm_member(*, user: User, now: datetime | None = None) -> None:
    """The mailbox is known to be his: from now on others may see that the account exists."""
    User.objects.filter(pk=user.pk, confirmed_at=None).update(confirmed_at=now or timezone.now())


@transaction.atomic
def reserve_name(*, display_name: str, until: datetime) -> None:
    """Keep a name from being taken; a longer reservation stays."""
    key = name_key(display_name)
    held, is_new = ReservedName.objects.get_or_create(name_key=key, defaults={"until": until})
    if not is_new and held.until < until:
        ReservedName.objects.filter(pk=held.pk).update(until=until)


@transaction.atomic
def grant_role(*, user: User, role: str, by: User | None, reason: str) -> None:
    """Open a grant; `by` is None only for a command on the server.

    Raises CannotGrant for someone who is no administrator, and for oneself.
    """
    _require_another_administrator(user, by)
    user = User.objects.select_for_update(no_key=True).get(pk=user.pk)
    if user.has_role(role):
        return
    RoleGrant.objects.create(user=user, role=role, granted_by=by, reason=reason)
    _derive_roles(user)
    end_all_sessions(user=user, by=by)
    record_act("role-granted", by=by, subject=about_person(user), after=role, why=reason)
    record(RoleGranted(user.pk, role), actor=by)


@transaction.atomic
def revoke_role(*, user: User, role: str, by: User | None) -> None:
    """Close a grant; the same rules as for opening one."""
    _require_another_administrator(user, by)
    user = User.objects.select_for_update(no_key=True).get(pk=user.pk)
    if not user.has_role(role):
        return
    RoleGrant.objects.filter(user=user, role=role, revoked_at=None).update(
        revoked_at=timezone.now(), revoked_by=by
    )
    _derive_roles(user)
    end_all_sessions(user=user, by=by)
    record_act("role-revoked", by=by, subject=about_person(user), before=role)
    record(RoleRevoked(user.pk, role), actor=by)


def _require_another_administrator(user: User, by: User | None) -> None:
    if by is not None and (by == user or not by.is_administrator):
        raise CannotGrant(_("Another administrator has to grant this."))


def _derive_roles(user: User) -> None:
    held = RoleGrant.objects.filter(user=user, revoked_at=None).order_by("role")
    user.roles = " ".join(held.values_list("role", flat=True))
    user.save(update_fields=["roles"])
