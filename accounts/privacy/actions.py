"""What a member decides about his own data: take it along, leave, stay after all."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.actions.forgetting import close_for_good
from accounts.events import MemberErased
from accounts.models import User
from accounts.notifications.actions import notify
from accounts.notifications.models import OutgoingMail
from accounts.privacy import letters
from accounts.privacy.models import ONE_IN, DataDownload, Erasure
from accounts.privacy.people import claimed_by, mailboxes_of, names_of
from config.audit.recording import about_person, record_act
from config.events.bus import record

TIME_TO_THINK = timedelta(days=7)


class CannotDownload(Exception):
    """The message is meant for the member who tried."""


class CannotErase(Exception):
    """The message is meant for the member who tried."""


class CannotKeep(Exception):
    """The message is meant for the member who tried."""


@transaction.atomic
def request_download(*, user: User, now: datetime | None = None) -> DataDownload:
    """Ask for a copy of one's data; while one is being made, that one is given back.

    Raises CannotDownload for a second one within a day.
    """
    at = now or timezone.now()
    user = User.objects.select_for_update(no_key=True).get(pk=user.pk)
    mine = DataDownload.objects.filter(user=user)
    waiting = mine.filter(state=DataDownload.State.REQUESTED).first()
    if waiting is not None:
        return waiting
    since = at - ONE_IN
    if mine.filter(state=DataDownload.State.READY, requested_at__gt=since).exists():
        raise CannotDownload(_("You can ask for a copy once a day. Please come back tomorrow."))
    record_act("copy-asked", by=user, subject=about_person(user))
    return DataDownload.objects.create(user=user, requested_at=at, not_before=at)


@transaction.atomic
def request_erasure(*, user: User, keeps_texts: bool, now: datetime | None = None) -> Erasure:
    """Ask to be erased in a week; asking again changes what happens to the texts.

    Raises CannotErase for a closed account and for the only administrator.
    """
    at = now or timezone.now()
    user = User.objects.select_for_update(no_key=True).get(pk=user.pk)
    if not user.is_active:
        raise CannotErase(_("This account is closed already."))
    _require_another_administrator(user)
    known = Erasure.objects.open().filter(user=user).first()
    if known is not None:
        return _ask_again(known, user, keeps_texts, at)
    return _open(user, Erasure.Because.WISH, keeps_texts, at, at + TIME_TO_THINK)


@transaction.atomic
def warn_inactive(*, user: User, now: datetime, due_at: datetime) -> Erasure | None:
    """Tell somebody who has not been here for years that the account will be erased."""
    user = User.objects.select_for_update(no_key=True).get(pk=user.pk)
    if Erasure.objects.open().filter(user=user).exists():
        return None
    return _open(user, Erasure.Because.INACTIVE, True, now, due_at)


@transaction.atomic
def keep_account(*, user: User, now: datetime | None = None) -> bool:
    """Stay after all; False when nobody had asked. Raises CannotKeep once it has begun."""
    at = now or timezone.now()
    user = User.objects.select_for_update(no_key=True).get(pk=user.pk)
    erasure = Erasure.objects.select_for_update().open().filter(user=user).first()
    if erasure is None:
        return False
    if erasure.closed_at or erasure.due_at <= at:
        raise CannotKeep(_("It is too late: your account is being erased."))
    _cancel(erasure, user, at)
    return True


@transaction.atomic
def close_account(*, erasure: Erasure, now: datetime | None = None, tell: bool = True) -> Erasure:
    """Close the account and make its row anonymous; from here on there is no way back.

    Whose years of silence ended with a sign-in keeps the account. `tell` says whether a last mail
    is owed. Rows that others are inserting for this person are waited for.
    """
    at = now or timezone.now()
    user = User.objects.select_for_update().get(pk=erasure.user_id)
    erasure = Erasure.objects.select_for_update().get(pk=erasure.pk)
    if erasure.closed_at or erasure.cancelled_at:
        return erasure
    if _has_come_back(erasure, user):
        _cancel(erasure, user, at)
        return erasure
    erasure.former_names = "\n".join(names_of(user))
    erasure.former_mailboxes = "\n".join(mailboxes_of(user))
    erasure.closed_at = at
    erasure.save(update_fields=["former_names", "former_mailboxes", "closed_at"])
    OutgoingMail.objects.filter(to__in=mailboxes_of(user)).delete()
    OutgoingMail.objects.filter(to__in=claimed_by(user)).exclude(state="queued").delete()
    if tell:
        letters.owe_farewell(user)
    close_for_good(user=user, now=at)
    record_act("account-erased", by=None, subject=about_person(user), why=erasure.because)
    record(MemberErased(user.pk))
    return erasure


@transaction.atomic
def finish_erasure(*, erasure: Erasure, now: datetime | None = None) -> None:
    """All is erased: forget the name and the addresses that were looked for."""
    Erasure.objects.filter(pk=erasure.pk, done_at=None).update(
        done_at=now or timezone.now(), former_names="", former_mailboxes=""
    )


def _open(user: User, because: str, keeps_texts: bool, at: datetime, due_at: datetime) -> Erasure:
    erasure = Erasure.objects.create(
        user=user,
        because=because,
        keeps_texts=keeps_texts,
        requested_at=at,
        due_at=due_at,
        not_before=due_at,
    )
    User.objects.filter(pk=user.pk).update(erases_at=due_at)
    asked_by = user if because == Erasure.Because.WISH else None
    record_act("erasure-asked", by=asked_by, subject=about_person(user), why=because)
    letters.owe_announcement(user, erasure)
    notify(
        user_ids=[user.pk],
        kind="erasure-requested",
        subject_id=erasure.pk,
        key=f"erasure:{erasure.pk}",
    )
    return erasure


def _ask_again(known: Erasure, user: User, keeps_texts: bool, at: datetime) -> Erasure:
    """What a job had announced for years of silence becomes the member's own wish."""
    if known.closed_at:
        raise CannotErase(_("This account is closed already."))
    known.keeps_texts = keeps_texts
    known.because = Erasure.Because.WISH
    known.due_at = known.not_before = min(known.due_at, at + TIME_TO_THINK)
    known.save(update_fields=["keeps_texts", "because", "due_at", "not_before"])
    User.objects.filter(pk=user.pk).update(erases_at=known.due_at)
    record_act("erasure-asked", by=user, subject=about_person(user), why=known.because)
    return known


def _cancel(erasure: Erasure, user: User, at: datetime) -> None:
    Erasure.objects.filter(pk=erasure.pk).update(cancelled_at=at)
    User.objects.filter(pk=user.pk).update(erases_at=None)
    record_act("erasure-withdrawn", by=user, subject=about_person(user))


def _has_come_back(erasure: Erasure, user: User) -> bool:
    silent = erasure.because == Erasure.Because.INACTIVE
    return silent and user.last_login is not None and user.last_login > erasure.requested_at


def _require_another_administrator(user: User) -> None:
    staying = User.objects.filter(is_active=True, erases_at=None)
    others = staying.filter(roles__contains=User.Role.ADMINISTRATOR)
    if user.is_administrator and not others.exclude(pk=user.pk).exists():
        raise CannotErase(
            _("You are the only administrator. Please name another one before you leave.")
        )
