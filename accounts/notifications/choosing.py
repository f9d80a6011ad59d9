"""Members choose what they want to be told by mail, and stop it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from accounts.events import MailChoicesChanged
from accounts.models import User
from accounts.notifications import kinds
from accounts.notifications.choices import DIGEST_PURPOSE, purpose_of
from accounts.notifications.hours import next_digest
from accounts.notifications.kinds import Channel, Group, Kind
from accounts.notifications.models import Consent, MailChoice, MailSettings
from config.events.bus import record

Digest = MailSettings.Digest


@dataclass(frozen=True)
class Wishes:
    """What a member chose on the page of settings. `words` is what he read beside the digest."""

    channels: Mapping[str, str]
    digest: str
    digest_hour: int
    time_zone: str
    is_any_hour_fine: bool
    words: str


@transaction.atomic
def choose_mail(*, user: User, wishes: Wishes, now: datetime | None = None) -> MailSettings:
    """Keep what `user` wants; wanting the digest, or an advert, is also his consent to it."""
    at = now or timezone.now()
    chosen = _locked(user)
    chosen.all_off_at = None
    chosen.digest_hour = wishes.digest_hour
    chosen.time_zone = wishes.time_zone
    chosen.is_any_hour_fine = wishes.is_any_hour_fine
    _set_digest(chosen, wishes.digest, at)
    chosen.save()
    for kind in kinds.mailed():
        if kind.name in wishes.channels:
            _choose(user, kind.name, wishes.channels[kind.name], at)
            _agree_to_kind(user, kind, wishes.channels[kind.name], at)
    _agree(user, DIGEST_PURPOSE, wishes.words, at, agrees=chosen.digest != Digest.OFF)
    record(MailChoicesChanged(user.pk), actor=user)
    return chosen


@transaction.atomic
def stop_mails(*, user: User, group: Group, now: datetime | None = None) -> None:
    """No mails of `group` any more, also of kinds that join it later; twice does no harm."""
    at = now or timezone.now()
    chosen = _locked(user)
    if group is Group.DIGEST:
        _set_digest(chosen, Digest.OFF, at)
        chosen.save()
        _withdraw(user, [DIGEST_PURPOSE], at)
    of_group = [kind for kind in kinds.mailed() if kind.group is group]
    for about in {f"group:{group.value}", *(kind.name for kind in of_group)}:
        _choose(user, about, Channel.NEVER, at)
    _withdraw(user, [purpose_of(kind) for kind in of_group], at)
    record(MailChoicesChanged(user.pk), actor=user)


@transaction.atomic
def stop_all_mails(*, user: User, now: datetime | None = None) -> None:
    """Nothing by mail but what concerns the account itself; consents end with it."""
    at = now or timezone.now()
    chosen = _locked(user)
    chosen.all_off_at = chosen.all_off_at or at
    _set_digest(chosen, Digest.OFF, at)
    chosen.save()
    Consent.objects.filter(user=user, withdrawn_at=None).update(withdrawn_at=at)
    record(MailChoicesChanged(user.pk), actor=user)


def _locked(user: User) -> MailSettings:
    MailSettings.objects.get_or_create(user=user)
    return MailSettings.objects.select_for_update(no_key=True).get(user=user)


def _set_digest(chosen: MailSettings, digest: str, at: datetime) -> None:
    chosen.digest = digest
    chosen.digest_due_at = None if digest == Digest.OFF else next_digest(chosen, after=at)


def _choose(user: User, about: str, channel: str, at: datetime) -> None:
    MailChoice.objects.update_or_create(
        user=user, about=about, defaults={"channel": channel, "chosen_at": at}
    )


def _agree_to_kind(user: User, kind: Kind, channel: str, at: datetime) -> None:
    if kind.needs_consent:
        _agree(user, purpose_of(kind), str(kind.label), at, agrees=channel != Channel.NEVER)


def _agree(user: User, purpose: str, words: str, at: datetime, *, agrees: bool) -> None:
    if not agrees or not user.email:
        return _withdraw(user, [purpose], at)
    Consent.objects.get_or_create(
        user=user,
        purpose=purpose,
        withdrawn_at=None,
        defaults={"words": words, "address": user.email, "given_at": at},
    )
    return None


def _withdraw(user: User, purposes: list[str], at: datetime) -> None:
    Consent.objects.filter(user=user, purpose__in=purposes, withdrawn_at=None).update(
        withdrawn_at=at
    )
