"""Waiting times as counts of minutes, so that days add up to months and a median can be taken of
the sum.

Minutes are kept to two significant digits: 38 stays 38, 754 counts as 750. A median is therefore
right to 5 %, and the same whoever computes it again.
"""

from collections.abc import Mapping
from fractions import Fraction

# What waits still, and so waited longer than everything that was answered.
NEVER = "never"


def rounded(minutes: int) -> int:
    """`minutes` to two significant digits, halves upwards."""
    step = 10 ** max(len(str(minutes)) - 2, 0)
    return (minutes + step // 2) // step * step


def quantile(counts: Mapping[int, int], share: Fraction, *, never: int = 0) -> int | None:
    """The smallest of the minutes that at least `share` of all did not exceed.

    `never` are those without end, longer than any; None where they reach into the share.
    """
    needed = share * (sum(counts.values()) + never)
    reached = 0
    for minutes in sorted(counts):
        reached += counts[minutes]
        if reached >= needed and reached:
            return minutes
    return None
