from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from accounts.notifications import kinds
from accounts.notifications.choices import Choices
from accounts.notifications.choosing import Wishes
from accounts.notifications.hours import ZONES, staff_among
from accounts.notifications.kinds import Channel, Kind
from accounts.notifications.models import MailSettings

Digest = MailSettings.Digest
CONSENT = gettext_lazy(
    "Yes, send me a digest by mail of what I have not read yet. I can stop it at any time, with"
    " one click in each mail."
)


class MailForm(forms.Form):
    """What `user` wants by mail; its fields depend on the kinds that can come to him."""

    digest = forms.ChoiceField(
        label=gettext_lazy("How often"), choices=Digest, widget=forms.RadioSelect
    )
    digest_hour = forms.TypedChoiceField(
        label=gettext_lazy("At"), choices=[(hour, f"{hour}:00") for hour in range(24)], coerce=int
    )
    time_zone = forms.ChoiceField(
        label=gettext_lazy("Time zone"), choices=[(zone, zone) for zone in ZONES]
    )
    is_any_hour_fine = forms.BooleanField(
        label=gettext_lazy("Also in the evening and at weekends"), required=False
    )

    def __init__(self, *args, user: User, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.is_staff = bool(staff_among([user]))
        self.kinds = kinds.offered_to(user)
        for kind in self.kinds:
            self.fields[_name(kind)] = forms.ChoiceField(
                label=str(kind.label or kind.name), choices=Channel, required=False
            )

    def clean(self) -> dict:
        cleaned = super().clean() or {}
        in_digest = [name for name, value in cleaned.items() if value == Channel.DIGEST]
        if in_digest and cleaned.get("digest") == Digest.OFF:
            self.add_error(
                "digest", _("You want some things in the digest: choose how often it comes.")
            )
        return cleaned

    @property
    def groups(self) -> list[tuple]:
        """Each group's label with the fields of its kinds."""
        groups: dict = {}
        for kind in self.kinds:
            groups.setdefault(kind.group, []).append(self[_name(kind)])
        return [(group.label, fields) for group, fields in groups.items()]

    def wishes(self) -> Wishes:
        cleaned = self.cleaned_data
        named = {kind.name: cleaned[_name(kind)] for kind in self.kinds}
        return Wishes(
            channels={name: channel for name, channel in named.items() if channel},
            digest=cleaned["digest"],
            digest_hour=cleaned["digest_hour"],
            time_zone=cleaned["time_zone"],
            is_any_hour_fine=cleaned["is_any_hour_fine"],
            words=str(CONSENT),
        )


def initial_of(choices: Choices) -> dict:
    """What stands in the form before anything is typed."""
    settings = choices.settings
    chosen = {_name(kind): choices.wished(kind) for kind in kinds.mailed()}
    return chosen | {
        "digest": settings.digest,
        "digest_hour": settings.digest_hour,
        "time_zone": settings.time_zone,
        "is_any_hour_fine": settings.is_any_hour_fine,
    }


def _name(kind: Kind) -> str:
    return f"channel-{kind.name}"
