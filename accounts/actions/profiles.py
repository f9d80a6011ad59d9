"""What members show of themselves: a name and a picture."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.actions.members import reserve_name
from accounts.avatars import files
from accounts.events import AvatarChanged, MemberRenamed
from accounts.models import FormerName, User, is_name_taken
from accounts.names import NAME_TAKEN, UnacceptableName, check_name, name_key
from accounts.policies import can_change_profile, require
from config.events.bus import record

RENAMES, WITHIN = 2, timedelta(days=30)
OLD_NAME_KEPT = timedelta(days=365)
# Longer than it takes from writing a picture to naming it.
UNNAMED_KEPT = timedelta(hours=1)
_AT_ONCE = 500


class CannotRename(Exception):
    """The message is meant for the member who tried."""


@transaction.atomic
def rename_member(*, user: User, display_name: str, by: User, now: datetime | None = None) -> User:
    """Give `user` another name; the old one is kept from others for twelve months (A-AU-19).

    A moderator may do it for somebody else, and as often as it takes. Raises CannotRename.
    """
    require(can_change_profile(by, user))
    try:
        name = check_name(display_name, settings.COMMUNITY["reserved_words"])
    except UnacceptableName as problem:
        raise CannotRename(str(problem)) from None
    # The whole lock, for a unique column is about to change.
    user = User.objects.select_for_update().get(pk=user.pk)
    if name == user.display_name:
        return user
    at = now or timezone.now()
    if by == user:
        _require_patience(user, at)
    _give_up_name(user, at)
    _take_name(user, name)
    record(MemberRenamed(user.pk), actor=by)
    return user


def _require_patience(user: User, at: datetime) -> None:
    lately = user.former_names.filter(given_up_at__gt=at - WITHIN).order_by("-given_up_at")
    renamed_at = list(lately.values_list("given_up_at", flat=True)[:RENAMES])
    if len(renamed_at) == RENAMES:
        again_on = timezone.localtime(renamed_at[-1] + WITHIN)
        raise CannotRename(
            _("You have changed your name twice lately. You can do so again on %(date)s.")
            % {"date": date_format(again_on, "DATE_FORMAT")}
        )


def _take_name(user: User, name: str) -> None:
    """Of two who want one name at the same moment, the database gives it to one."""
    if is_name_taken(name, for_user=user):
        raise CannotRename(str(NAME_TAKEN))
    user.display_name, user.name_key = name, name_key(name)
    try:
        with transaction.atomic():
            user.save(update_fields=["display_name", "name_key"])
    except IntegrityError:
        raise CannotRename(str(NAME_TAKEN)) from None


def _give_up_name(user: User, at: datetime) -> None:
    FormerName.objects.create(
        user=user, display_name=user.display_name, name_key=user.name_key, given_up_at=at
    )
    reserve_name(display_name=user.display_name, until=at + OLD_NAME_KEPT)


def set_avatar(*, user: User, picture: bytes, by: User) -> User:
    """Show `picture`, as `redraw` made it; the file is written before the transaction begins."""
    require(can_change_profile(by, user))
    return _show(user, files.keep(picture), by)


def remove_avatar(*, user: User, by: User | None = None) -> User:
    """Back to initials; `by` is None for a rule of the system."""
    require(by is None or can_change_profile(by, user))
    return _show(user, "", by)


@transaction.atomic
def _show(user: User, avatar: str, by: User | None) -> User:
    user = User.objects.select_for_update(no_key=True).get(pk=user.pk)
    if user.avatar != avatar:
        user.avatar = avatar
        user.save(update_fields=["avatar"])
        record(AvatarChanged(user.pk), actor=by)
    return user


def sweep_avatars(*, now: datetime | None = None) -> int:
    """Delete the files of pictures that nobody shows any more; return how many."""
    before = (now or timezone.now()) - UNNAMED_KEPT
    keys = list(files.kept_before(before))
    swept = 0
    for start in range(0, len(keys), _AT_ONCE):
        some = keys[start : start + _AT_ONCE]
        shown = set(User.objects.filter(avatar__in=some).values_list("avatar", flat=True))
        for key in set(some) - shown:
            files.forget(key)
            swept += 1
    return swept
