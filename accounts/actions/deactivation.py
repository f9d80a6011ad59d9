"""Closing an account for a while, and opening it again."""

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.actions.sessions import end_all_sessions
from accounts.events import MemberDeactivated, MemberReactivated
from accounts.models import User
from config.audit.recording import about_person, record_act
from config.events.bus import record


class CannotDeactivate(Exception):
    """The message is meant for the administrator who tried."""


@transaction.atomic
def deactivate_member(*, user: User, by: User | None) -> None:
    """Close an account: nobody enters it, and all its browsers are signed out at once.

    `by` is None only for the system. Raises CannotDeactivate for oneself and by anybody who is no
    administrator.
    """
    _require_another_administrator(user, by)
    user = User.objects.select_for_update(no_key=True).get(pk=user.pk)
    if not user.is_active:
        return
    user.is_active = False
    user.save(update_fields=["is_active"])
    end_all_sessions(user=user, by=by)
    record_act("member-deactivated", by=by, subject=about_person(user))
    record(MemberDeactivated(user.pk), actor=by)


@transaction.atomic
def reactivate_member(*, user: User, by: User | None) -> None:
    """Open a closed account again; its former sessions stay dead. An erased one stays erased."""
    _require_another_administrator(user, by)
    user = User.objects.select_for_update(no_key=True).get(pk=user.pk)
    if user.erased_at:
        raise CannotDeactivate(_("This account was erased. It cannot be opened again."))
    if user.is_active:
        return
    user.is_active = True
    user.save(update_fields=["is_active"])
    record_act("member-reactivated", by=by, subject=about_person(user))
    record(MemberReactivated(user.pk), actor=by)


def _require_another_administrator(user: User, by: User | None) -> None:
    if by is not None and (by == user or not by.is_administrator):
        raise CannotDeactivate(_("Another administrator has to do this."))
