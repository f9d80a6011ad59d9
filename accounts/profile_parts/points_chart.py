"""Somebody's points over two years, month by month, as the bars of a small chart."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Sum
from django.db.models.functions import TruncMonth
from django.utils import timezone

from accounts.models import ReputationEntry, User

MONTHS = 24
COLUMN, BAR, HEIGHT = 20, 14, 100
# What is there can be seen.
LEAST_HEIGHT = 2


@dataclass(frozen=True)
class Bar:
    """One month; the measures are whole units of the drawing, for no language puts commas there."""

    month: datetime
    points: int
    x: int
    y: int
    height: int
    width: int = BAR


@dataclass(frozen=True)
class Chart:
    bars: list[Bar]
    baseline: int
    width: int = MONTHS * COLUMN
    height: int = HEIGHT

    @property
    def earned(self) -> list[Bar]:
        return [bar for bar in self.bars if bar.points]

    @property
    def first(self) -> Bar:
        return self.bars[0]

    @property
    def last(self) -> Bar:
        return self.bars[-1]

    @property
    def most(self) -> int:
        return max(bar.points for bar in self.bars)


def points_chart(person: User, *, now: datetime | None = None) -> Chart | None:
    """The last 24 months of `person`, this one included; None where nothing moved."""
    months = _months(timezone.localtime(now))
    lines = ReputationEntry.objects.filter(user=person, created_at__gte=months[0])
    by_month = lines.annotate(month=TruncMonth("created_at")).values_list("month")
    sums = dict(by_month.annotate(sum=Sum("points")).order_by("month"))
    earned = [sums.get(month, 0) for month in months]
    return _drawn(months, earned) if any(earned) else None


def _months(now: datetime) -> list[datetime]:
    """The first moments of the months, the oldest first."""
    last = now.year * 12 + now.month - 1
    return [
        timezone.make_aware(datetime(number // 12, number % 12 + 1, 1))  # noqa: DTZ001
        for number in range(last - MONTHS + 1, last + 1)
    ]


def _drawn(months: list[datetime], earned: list[int]) -> Chart:
    top, bottom = max(0, *earned), min(0, *earned)
    scale = HEIGHT / (top - bottom)
    baseline = round(top * scale)
    bars = []
    for place, (month, points) in enumerate(zip(months, earned, strict=True)):
        height = max(round(abs(points) * scale), LEAST_HEIGHT) if points else 0
        x = place * COLUMN + (COLUMN - BAR) // 2
        y = baseline - height if points > 0 else baseline
        bars.append(Bar(month, points, x, max(y, 0), height))
    return Chart(bars, baseline)
