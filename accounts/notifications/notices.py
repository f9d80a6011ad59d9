"""What notifications themselves have to tell."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from accounts.notifications.kinds import Group, Kind, Told, register
from accounts.notifications.models import PausedAddress


def _unreachable(ids: Iterable[int], viewer: User) -> dict[int, Told]:
    paused = PausedAddress.objects.filter(pk__in=ids, address=viewer.email or "")
    return {
        row.pk: Told(
            sentence=_("We can't reach you by mail"),
            title=_("Our mails to %(address)s came back") % {"address": row.address},
            url=reverse("accounts:notification-settings"),
        )
        for row in paused
    }


register(
    Kind(
        "unreachable",
        _unreachable,
        by_mail=False,
        label=gettext_lazy("Our mails come back"),
        group=Group.ACCOUNT,
        icon="mail",
    )
)
