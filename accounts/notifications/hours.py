"""When mail may come: a reader's morning, and the working hours of staff."""

from collections.abc import Collection
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from django.conf import settings

from accounts.models import Affiliation, User
from accounts.notifications.models import MailSettings

SATURDAY = 5
_UNNAMED = ("Etc/", "SystemV/", "posix/", "right/")
ZONES = sorted(
    {"UTC", settings.TIME_ZONE}
    | {zone for zone in available_timezones() if "/" in zone and not zone.startswith(_UNNAMED)}
)


def next_digest(chosen: MailSettings, *, after: datetime) -> datetime:
    """The next morning, or Monday morning, of the reader."""
    here = after.astimezone(_zone(chosen))
    day = here.date()
    while True:
        at = datetime.combine(day, time(chosen.digest_hour), tzinfo=here.tzinfo)
        is_day = chosen.digest == MailSettings.Digest.DAILY or day.weekday() == 0
        if is_day and at > here:
            return at
        day += timedelta(days=1)


def next_working_hour(chosen: MailSettings, *, now: datetime) -> datetime:
    """`now` in the reader's working hours, else when they begin next."""
    first, last = settings.STAFF_MAIL_HOURS
    here = now.astimezone(_zone(chosen))
    day = here.date()
    while True:
        begins, ends = (
            datetime.combine(day, time(), tzinfo=here.tzinfo) + timedelta(hours=hour)
            for hour in (first, last)
        )
        if day.weekday() < SATURDAY and here < ends:
            return max(begins, now)
        day += timedelta(days=1)


def staff_among(people: Collection[User]) -> set[int]:
    """For whom this mail is work: they have a role, or an employee's badge that holds."""
    with_role = {person.pk for person in people if person.roles}
    others = [person.pk for person in people if person.pk not in with_role]
    employed = Affiliation.objects.active().filter(kind=Affiliation.Kind.EMPLOYEE, user__in=others)
    return with_role | set(employed.values_list("user", flat=True))


def _zone(chosen: MailSettings) -> ZoneInfo:
    """Zones are renamed now and then; a stored name that is gone stops no mail."""
    try:
        return ZoneInfo(chosen.time_zone)
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo(settings.TIME_ZONE)
