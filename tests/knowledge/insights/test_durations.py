from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.insights.durations import quantile, rounded

HALF = Fraction(1, 2)


@pytest.mark.parametrize(
    ("minutes", "kept"),
    [(0, 0), (38, 38), (99, 99), (104, 100), (105, 110), (754, 750), (9951, 10000)],
)
def test_minutes_are_kept_to_two_digits(minutes, kept):
    assert rounded(minutes) == kept


@given(st.integers(1, 10**7))
def test_kept_minutes_are_right_to_five_percent(minutes):
    assert abs(rounded(minutes) - minutes) <= minutes / 20


def test_median_is_what_half_did_not_exceed():
    assert quantile({10: 1, 20: 1, 90: 1}, HALF) == 20
    assert quantile({10: 2, 90: 1}, HALF) == 10


def test_what_waits_is_longer_than_any():
    assert quantile({10: 1, 20: 1}, HALF, never=1) == 20
    assert quantile({10: 1}, HALF, never=2) is None


def test_of_nothing_nothing_is_said():
    assert quantile({}, HALF) is None
