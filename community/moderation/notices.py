"""What became of a report, for who reported it with an account."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from accounts.notifications.kinds import Group, Kind, Told, register
from community.moderation.actions.reporting import token_of
from community.moderation.models import Report


def _decided(ids: Iterable[int], viewer: User) -> dict[int, Told]:
    said = {
        Report.State.UPHELD: _("A moderator agreed with your report"),
        Report.State.DISMISSED: _("A moderator looked at your report and left it as it is"),
    }
    mine = Report.objects.decided().filter(pk__in=ids, reporter=viewer)
    return {
        report.pk: Told(
            sentence=said[Report.State(report.state)],
            title=_("Report no. %(number)s") % {"number": report.pk},
            url=reverse("moderation:receipt", args=[token_of(report.submission)]),
        )
        for report in mine
    }


register(
    Kind(
        "report-decided",
        _decided,
        label=gettext_lazy("A moderator decides about something you reported"),
        group=Group.ACCOUNT,
        icon="flag",
    )
)
