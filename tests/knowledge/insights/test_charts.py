import pytest

from knowledge.insights.charts import HEIGHT, WIDTH, Point, bars, columns
from knowledge.insights.measure import Unit
from knowledge.insights.wording import change, figure, minutes


def drawn(*values, **options):
    return columns([Point(f"{place}", value) for place, value in enumerate(values)], str, **options)


def test_highest_column_reaches_a_round_number():
    chart = drawn(10, 100)

    assert [line.text for line in chart.grid] == ["0", "50.0", "100"]
    assert chart.columns[1].y == chart.grid[-1].y


@pytest.mark.parametrize("most", [0, 1, 2, 3, 7, 24, 205, 999])
def test_half_of_the_scale_is_a_whole_number(most):
    half, top = (float(line.text) for line in drawn(most).grid[1:])

    assert top >= most
    assert half == top / 2 == round(half)


def test_what_cannot_be_said_has_no_column():
    unknown, _known = drawn(None, 5).columns

    assert (unknown.height, unknown.text) == (0, "–")


@pytest.mark.parametrize("values", [(), (0,), (None,), (1,) * 13, (10**9, 1), (0.2, 0.7)])
def test_everything_stays_inside_the_drawing(values):
    chart = drawn(*values, target=3)

    for column in chart.columns:
        assert 0 <= column.x <= column.x + column.width <= WIDTH
        assert 0 <= column.y <= column.y + column.height <= HEIGHT


def test_target_is_in_the_drawing_however_far_away():
    chart = drawn(1, 2, target=900)

    assert chart.target.y > 0


def test_words_stand_beside_a_bar_that_is_too_short_for_them():
    wide, narrow = bars([("all", 100, False), ("few", 1, True)])

    assert wide.holds_words
    assert not narrow.holds_words
    assert narrow.text_x > narrow.width


@pytest.mark.parametrize(
    ("value", "words"),
    [(0, "0 min"), (59, "59 min"), (60, "1 h"), (130, "2 h 10 min"), (4500, "3 d 3 h")],
)
def test_time_is_told_in_two_units_at_most(value, words):
    assert minutes(value) == words


def test_share_is_told_in_per_cent_and_its_change_in_points():
    assert figure(Unit.SHARE, 81.4) == "81 %"
    assert change(Unit.SHARE, -3.2) == "3 pt"
    assert figure(Unit.SHARE, None) == "–"
