"""Charts as numbers for an SVG of our own: drawn on the server, printed as they are."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import floor, log10

WIDTH, HEIGHT = 400, 190
_LEFT, _TOP, _BOTTOM = 52, 14, 24
# Of the width that a column has for itself.
_FILLED = 0.62
_BASE = HEIGHT - _BOTTOM
# A bar that is shorter has its words beside it.
_HOLDS_WORDS = 0.52
_STEPS, _LEAST_TOP = (1, 2, 3, 4, 5, 6, 8, 10), 2


@dataclass(frozen=True)
class Point:
    """`value` is None where nothing can be said."""

    label: str
    value: float | None
    is_chosen: bool = False


@dataclass(frozen=True)
class Column:
    x: int
    y: int
    width: int
    height: int
    middle: int
    label: str
    text: str
    is_chosen: bool


@dataclass(frozen=True)
class Line:
    y: int
    text: str


@dataclass(frozen=True)
class Chart:
    columns: Sequence[Column]
    grid: Sequence[Line]
    target: Line | None
    left: int = _LEFT
    base: int = _BASE
    width: int = WIDTH
    height: int = HEIGHT


@dataclass(frozen=True)
class Bar:
    y: int
    width: int
    text_x: int
    text: str
    holds_words: bool
    is_good: bool


def columns(
    points: Sequence[Point],
    write: Callable[[float], str],
    *,
    target: float | None = None,
    tops: Sequence[int] = (),
) -> Chart:
    """A column for each point; `write` says a value in words. The scale ends at the first of
    `tops` that holds all, or at a round number."""
    values = [point.value for point in points if point.value is not None]
    most = max([*values, target or 0], default=0)
    top = next((each for each in tops if each >= most), None) or _top_of(most)
    room = (WIDTH - _LEFT) / max(len(points), 1)
    drawn = [
        _column(point, _LEFT + place * room, room, top, write) for place, point in enumerate(points)
    ]
    grid = [Line(_y(part * top, top), write(part * top)) for part in (0, 0.5, 1)]
    aim = None if target is None else Line(_y(target, top), write(target))
    return Chart(drawn, grid, aim)


def bars(parts: Sequence[tuple[str, int, bool]]) -> list[Bar]:
    """Words, number and whether it is a good end, from the widest to the narrowest."""
    widest = max((number for _words, number, _good in parts), default=0) or 1
    found = []
    for place, (words, number, is_good) in enumerate(parts):
        width = round(600 * number / widest)
        inside = width >= 600 * _HOLDS_WORDS
        x = 12 if inside else width + 12
        found.append(Bar(10 + 46 * place, max(width, 2), x, words, inside, is_good))
    return found


def _column(
    point: Point, left: float, room: float, top: float, write: Callable[[float], str]
) -> Column:
    value = point.value or 0
    y = _y(value, top)
    text = "–" if point.value is None else write(point.value)
    width = room * _FILLED
    x = left + (room - width) / 2
    return Column(
        x=round(x),
        y=y,
        width=round(width),
        height=_BASE - y,
        middle=round(left + room / 2),
        label=point.label,
        text=text,
        is_chosen=point.is_chosen,
    )


def _y(value: float, top: float) -> int:
    return round(_BASE - (_BASE - _TOP) * value / top)


def _top_of(most: float) -> float:
    """A round number that is not below `most`, and whose half is whole."""
    if most <= _LEAST_TOP:
        return _LEAST_TOP
    power = 10 ** floor(log10(most))
    tops = (step * power for step in _STEPS)
    return next(top for top in tops if top >= most and top % 2 == 0)
