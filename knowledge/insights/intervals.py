"""What a share of a few says about the share of all."""

from dataclasses import dataclass
from math import sqrt

# 95 % confidence, two-sided.
_Z = 1.959964


@dataclass(frozen=True, slots=True)
class Interval:
    """A share between 0 and 1, with the ends between which that of all readers lies."""

    share: float
    low: float
    high: float


def wilson(count: int, total: int) -> Interval:
    """The interval for `count` of `total`; from 0 to 1 where nobody was asked.

    Wilson, Journal of the American Statistical Association 22 (1927), p. 209.
    """
    if total == 0:
        return Interval(0.0, 0.0, 1.0)
    share, square = count / total, _Z * _Z
    middle = share + square / (2 * total)
    spread = _Z * sqrt((share * (1 - share) + square / (4 * total)) / total)
    scale = 1 + square / total
    return Interval(share, max(0.0, (middle - spread) / scale), min(1.0, (middle + spread) / scale))
