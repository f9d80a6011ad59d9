from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from community.promises import after_business_hours
from knowledge.insights.clock import (
    begins,
    business_minutes,
    day_of,
    days_of,
    month_after,
    months_until,
)

BERLIN = ZoneInfo("Europe/Berlin")
MONDAY = datetime(2026, 11, 16, tzinfo=BERLIN)


@pytest.fixture(autouse=True)
def _open_from_eight_to_six(settings):
    settings.TIME_ZONE = "Europe/Berlin"
    settings.BUSINESS_HOURS = (8, 18)
    settings.BUSINESS_DAYS = frozenset(range(5))


@pytest.mark.parametrize(
    ("asked", "waited", "minutes"),
    [
        (timedelta(hours=9), timedelta(hours=2), 120),
        (timedelta(hours=17), timedelta(hours=16), 120),
        (timedelta(hours=3), timedelta(hours=2), 0),
        (timedelta(days=4, hours=17), timedelta(days=2, hours=16), 120),
        (timedelta(days=5, hours=9), timedelta(hours=20), 0),
        (timedelta(hours=9), timedelta(days=7), 3000),
    ],
    ids=["same-day", "over-night", "before-opening", "weekend", "on-saturday", "whole-week"],
)
def test_only_hours_of_business_are_counted(asked, waited, minutes):
    start = MONDAY + asked

    assert business_minutes(start, start + waited) == minutes


@pytest.mark.parametrize("hours", [1, 9, 10, 11, 60])
@pytest.mark.parametrize("asked_after", range(0, 8 * 24, 5))
def test_hours_counted_are_the_hours_that_were_promised(asked_after, hours):
    """What a question is told as a time and what insights say about it are one rule."""
    asked = MONDAY + timedelta(hours=asked_after, minutes=20)

    assert business_minutes(asked, after_business_hours(asked, hours)) == hours * 60


def test_day_is_the_companys_own():
    late = datetime(2026, 10, 31, 23, 30, tzinfo=UTC)

    assert day_of(late) == date(2026, 11, 1)
    assert begins(date(2026, 11, 1)) <= late


def test_months_pass_the_turn_of_the_year():
    assert month_after(date(2026, 12, 1)) == date(2027, 1, 1)
    assert months_until(date(2026, 1, 1), 3) == [
        date(2025, 11, 1),
        date(2025, 12, 1),
        date(2026, 1, 1),
    ]
    assert len(days_of(date(2028, 2, 1))) == 29
