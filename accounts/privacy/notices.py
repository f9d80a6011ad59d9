"""Notices about one's own data; nobody else ever sees them."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from accounts.notifications.kinds import Group, Kind, Told, register
from accounts.privacy.models import DataDownload, Erasure


def _ready(ids: Iterable[int], viewer: User) -> dict[int, Told]:
    mine = DataDownload.objects.filter(pk__in=ids, user=viewer)
    return {download.pk: _told(_("Your data are ready")) for download in mine}


def _requested(ids: Iterable[int], viewer: User) -> dict[int, Told]:
    mine = Erasure.objects.open().filter(pk__in=ids, user=viewer)
    return {erasure.pk: _told(_("Your account will be erased")) for erasure in mine}


def _told(sentence: str) -> Told:
    return Told(sentence=sentence, title=_("Your data"), url=reverse("accounts:privacy"))


register(
    Kind(
        "download-ready",
        _ready,
        label=gettext_lazy("The copy of your data is ready"),
        group=Group.ACCOUNT,
    )
)
# Its mail is owed as an account mail, whatever is chosen.
register(Kind("erasure-requested", _requested, by_mail=False))
