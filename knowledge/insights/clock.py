"""The company's own clock: its days, its months and the hours in which it answers."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings

_DAYS_OF_WEEK = 7
# A Monday before everything that is ever measured.
_FIRST_MONDAY = date(1990, 1, 1)


def day_of(moment: datetime) -> date:
    return moment.astimezone(_zone()).date()


def begins(day: date) -> datetime:
    """The first moment of `day`."""
    return datetime.combine(day, time(), tzinfo=_zone())


def month_of(day: date) -> date:
    """A month is named by its first day."""
    return day.replace(day=1)


def month_after(month: date, count: int = 1) -> date:
    """The month so many later, or earlier where `count` is negative."""
    number = month.year * 12 + month.month - 1 + count
    return date(number // 12, number % 12 + 1, 1)


def length_of(month: date) -> int:
    """In days."""
    return (month_after(month) - month).days


def days_of(month: date) -> list[date]:
    return [month + timedelta(days=each) for each in range(length_of(month))]


def months_until(month: date, count: int) -> list[date]:
    """`count` months, of which `month` is the last."""
    return [month_after(month, each) for each in range(1 - count, 1)]


def minutes_between(start: datetime, end: datetime) -> int:
    return max(int((end - start).total_seconds() // 60), 0)


def business_minutes(start: datetime, end: datetime) -> int:
    """Minutes of business from `start` to `end`, by BUSINESS_HOURS and BUSINESS_DAYS; holidays
    count as any other day."""
    return max(_open_before(end) - _open_before(start), 0)


def _open_before(moment: datetime) -> int:
    """Minutes of business from the first Monday until `moment`."""
    here = moment.astimezone(_zone())
    weeks, weekday = divmod((here.date() - _FIRST_MONDAY).days, _DAYS_OF_WEEK)
    first, last = (hour * 60 for hour in settings.BUSINESS_HOURS)
    open_days = settings.BUSINESS_DAYS
    days = weeks * len(open_days) + sum(day < weekday for day in open_days)
    today = min(max(here.hour * 60 + here.minute, first), last) - first
    return days * (last - first) + (today if weekday in open_days else 0)


def _zone() -> ZoneInfo:
    return ZoneInfo(settings.TIME_ZONE)
