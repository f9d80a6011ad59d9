"""How members want to hear of a kind of notice, as it is at this moment."""

from collections.abc import Iterable
from dataclasses import dataclass

from accounts.notifications.kinds import Channel, Kind
from accounts.notifications.models import Consent, MailChoice, MailSettings

DIGEST_PURPOSE = "digest"


def purpose_of(kind: Kind) -> str:
    """The name of the consent that an advert needs."""
    return f"kind:{kind.name}"


def group_name(kind: Kind) -> str:
    return f"group:{kind.group.value}"


@dataclass(frozen=True)
class Choices:
    """What one member has chosen; `channel` is the one question that senders ask."""

    settings: MailSettings
    chosen: dict[str, str]
    consents: frozenset[str]

    def channel(self, kind: Kind | None) -> Channel:
        if kind is None or not kind.by_mail or self.settings.all_off_at:
            return Channel.NEVER
        return self.wished(kind)

    def wished(self, kind: Kind) -> Channel:
        """The same, as if mails had not been stopped altogether."""
        if kind.needs_consent and purpose_of(kind) not in self.consents:
            return Channel.NEVER
        return Channel(
            self.chosen.get(kind.name) or self.chosen.get(group_name(kind)) or kind.channel
        )

    @property
    def wants_digest(self) -> bool:
        is_on = self.settings.digest != MailSettings.Digest.OFF and not self.settings.all_off_at
        return is_on and DIGEST_PURPOSE in self.consents


def choices_of(user_ids: Iterable[int]) -> dict[int, Choices]:
    """The choices of all `user_ids`, in three queries."""
    ids = list(user_ids)
    settings = MailSettings.objects.in_bulk(ids)
    chosen: dict[int, dict[str, str]] = {pk: {} for pk in ids}
    rows = MailChoice.objects.filter(user__in=ids).values_list("user_id", "about", "channel")
    for user_id, about, channel in rows:
        chosen[user_id][about] = channel
    consents: dict[int, set[str]] = {pk: set() for pk in ids}
    standing = Consent.objects.filter(user__in=ids, withdrawn_at=None)
    for user_id, purpose in standing.values_list("user_id", "purpose"):
        consents[user_id].add(purpose)
    return {
        pk: Choices(
            settings.get(pk) or MailSettings(user_id=pk), chosen[pk], frozenset(consents[pk])
        )
        for pk in ids
    }


def choices_of_one(user_id: int) -> Choices:
    return choices_of([user_id])[user_id]
