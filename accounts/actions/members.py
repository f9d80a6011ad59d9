"""Accounts come into being and get roles here, whoever asks: sign-up, importer, demo."""

from django.db import transaction
from django.utils import timezone

from accounts.events import MemberJoined, RoleGranted, RoleRevoked
from accounts.models import RoleGrant, User
from accounts.names import name_key
from config.events.bus import record


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
def grant_role(*, user: User, role: str, by: User | None, reason: str) -> None:
    """Open a grant; `by` is None only for a command on the server."""
    user = User.objects.select_for_update(no_key=True).get(pk=user.pk)
    if user.has_role(role):
        return
    RoleGrant.objects.create(user=user, role=role, granted_by=by, reason=reason)
    _derive_roles(user)
    record(RoleGranted(user.pk, role), actor=by)


@transaction.atomic
def revoke_role(*, user: User, role: str, by: User | None) -> None:
    user = User.objects.select_for_update(no_key=True).get(pk=user.pk)
    if not user.has_role(role):
        return
    RoleGrant.objects.filter(user=user, role=role, revoked_at=None).update(
        revoked_at=timezone.now(), revoked_by=by
    )
    _derive_roles(user)
    record(RoleRevoked(user.pk, role), actor=by)


def _derive_roles(user: User) -> None:
    held = RoleGrant.objects.filter(user=user, revoked_at=None).order_by("role")
    user.roles = " ".join(held.values_list("role", flat=True))
    user.save(update_fields=["roles"])
