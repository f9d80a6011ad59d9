"""Two states of a text side by side: line by line, and word by word within a changed line.

Equal stretches are found by Myers' greedy walk (1986) in the middle of what beginning and end do
not share. Its steps are counted: a text made to be costly is shown as replaced instead.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice, pairwise

# Steps of the walk for one diff, and how far it may stray in one comparison.
MOST_STEPS = 150_000
LONGEST_DETOUR = 600
# Unchanged lines shown around a change; what lies between is only counted.
CONTEXT = 2
# More is no reading.
MOST_ROWS = 600
# From here on two lines are one line that was changed.
ALIKE = 0.34

_TOKEN = re.compile(r"\w+|\s+|[^\w\s]")

Match = tuple[int, int, int]


class Kind(StrEnum):
    SAME = "same"
    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"
    SKIPPED = "skipped"
    CUT = "cut"


@dataclass(frozen=True)
class Part:
    """A piece of a line; a changed one stands on its own side alone."""

    text: str
    is_changed: bool = False


@dataclass(frozen=True)
class Row:
    """A line before and after. `skipped` counts unchanged lines; after a cut nothing is shown."""

    kind: Kind
    before: tuple[Part, ...] = ()
    after: tuple[Part, ...] = ()
    skipped: int = 0


class Effort:
    """What may still be spent; several diffs on one page share it."""

    def __init__(self, steps: int = MOST_STEPS) -> None:
        self.left = steps

    def allows(self, steps: int) -> bool:
        self.left -= steps
        return self.left > 0


def diff(before: str, after: str, effort: Effort | None = None) -> list[Row]:
    """The rows that lead from `before` to `after`; none where both are the same."""
    if before == after:
        return []
    rows = _rows(_lines(before), _lines(after), effort or Effort())
    first = list(islice(rows, MOST_ROWS + 1))
    shown = list(_without_the_unchanged(first[:MOST_ROWS]))
    return [*shown, Row(Kind.CUT)] if len(first) > MOST_ROWS else shown


def _lines(text: str) -> list[str]:
    return text.split("\n") if text else []


def _rows(before: list[str], after: list[str], effort: Effort) -> Iterator[Row]:
    """Line by line; gaps between equal stretches are changes."""
    start, other_start = 0, 0
    for at, other_at, size in [*_matches(before, after, effort), (len(before), len(after), 0)]:
        yield from _changes(before[start:at], after[other_start:other_at], effort)
        for line in before[at : at + size]:
            yield Row(Kind.SAME, (Part(line),), (Part(line),))
        start, other_start = at + size, other_at + size


def _changes(before: list[str], after: list[str], effort: Effort) -> Iterator[Row]:
    """Lines that resemble each other stand beside each other, the others alone."""
    start, other_start = 0, 0
    for at, other_at in [*_partners(before, after, effort), (len(before), len(after))]:
        for line in before[start:at]:
            yield Row(Kind.REMOVED, before=(Part(line, is_changed=True),))
        for line in after[other_start:other_at]:
            yield Row(Kind.ADDED, after=(Part(line, is_changed=True),))
        if at < len(before):
            yield Row(Kind.CHANGED, *_within(before[at], after[other_at], effort))
        start, other_start = at + 1, other_at + 1


def _partners(before: list[str], after: list[str], effort: Effort) -> list[tuple[int, int]]:
    """Pairs of lines in their order whose resemblance is greatest altogether."""
    if not before or not after:
        return []
    if not effort.allows(_cost(before, after)):
        return [(at, at) for at in range(min(len(before), len(after)))]
    likeness = _likeness(before, after)
    best = [[0.0] * (len(after) + 1) for _ in range(len(before) + 1)]
    for i in reversed(range(len(before))):
        for j in reversed(range(len(after))):
            together = likeness[i][j] + best[i + 1][j + 1] if likeness[i][j] >= ALIKE else 0.0
            best[i][j] = max(together, best[i + 1][j], best[i][j + 1])
    return list(_walk(best, likeness))


def _cost(before: list[str], after: list[str]) -> int:
    """Of comparing every line with every other, in steps."""
    letters = len(after) * sum(map(len, before)) + len(before) * sum(map(len, after))
    return len(before) * len(after) * 5 + letters // 5


def _walk(best: list[list[float]], likeness: list[list[float]]) -> Iterator[tuple[int, int]]:
    i = j = 0
    while i < len(likeness) and j < len(likeness[0]):
        if best[i][j] == best[i + 1][j]:
            i += 1
        elif best[i][j] == best[i][j + 1]:
            j += 1
        else:
            yield i, j
            i, j = i + 1, j + 1


def _likeness(before: list[str], after: list[str]) -> list[list[float]]:
    """How many words two lines share, from 0 to 1."""
    words = [Counter(line.split()) for line in before]
    other_words = [Counter(line.split()) for line in after]
    return [[_shared(mine, theirs) for theirs in other_words] for mine in words]


def _shared(words: Counter[str], others: Counter[str]) -> float:
    size = words.total() + others.total()
    return 2 * (words & others).total() / size if size else 1.0


def _within(before: str, after: str, effort: Effort) -> tuple[tuple[Part, ...], tuple[Part, ...]]:
    """Both sides of a changed line, with the words that differ."""
    tokens, other_tokens = _TOKEN.findall(before), _TOKEN.findall(after)
    matches = _matches(tokens, other_tokens, effort)
    kept = [(at, size) for at, _other, size in matches]
    other_kept = [(other, size) for _at, other, size in matches]
    return _parts(tokens, kept), _parts(other_tokens, other_kept)


def _parts(tokens: list[str], kept: list[tuple[int, int]]) -> tuple[Part, ...]:
    """White space alone between two changes belongs to them: fewer, longer marks read better."""
    if not tokens:
        return (Part(""),)
    is_kept = [False] * len(tokens)
    for at, size in kept:
        if 0 < at < at + size < len(tokens) and not "".join(tokens[at : at + size]).strip():
            continue
        is_kept[at : at + size] = [True] * size
    edges = [at for at in range(1, len(tokens)) if is_kept[at] != is_kept[at - 1]]
    return tuple(
        Part("".join(tokens[start:end]), is_changed=not is_kept[start])
        for start, end in pairwise([0, *edges, len(tokens)])
        if start < end
    )


def _matches(before: Sequence[str], after: Sequence[str], effort: Effort) -> list[Match]:
    """Equal stretches (place before, place after, length) in their order."""
    shorter = min(len(before), len(after))
    head = next((at for at in range(shorter) if before[at] != after[at]), shorter)
    rest = shorter - head
    tail = next((at for at in range(rest) if before[-1 - at] != after[-1 - at]), rest)
    middle = before[head : len(before) - tail], after[head : len(after) - tail]
    found = [(at + head, other + head, size) for at, other, size in _walked(*middle, effort)]
    ends = [(0, 0, head), *found, (len(before) - tail, len(after) - tail, tail)]
    return [match for match in ends if match[2]]


def _walked(before: Sequence[str], after: Sequence[str], effort: Effort) -> list[Match]:
    """What Myers' shortest way from one to the other keeps; nothing if it is too long."""
    if not before or not after:
        return []
    trail = _trail(before, after, effort)
    found: list[Match] = []
    x, y = len(before), len(after)
    for edits in range(len(trail) - 1, -1, -1):
        come_from, start = _last_step(trail[edits], x - y, edits)
        if x > start:
            found.append((start, start - (x - y), x - start))
        x, y = trail[edits].get(come_from, 0), trail[edits].get(come_from, 0) - come_from
    return found[::-1]


def _trail(before: Sequence[str], after: Sequence[str], effort: Effort) -> list[dict[int, int]]:
    """How far each diagonal was reached before each round of the walk; empty if it went astray."""
    trail: list[dict[int, int]] = []
    reached: dict[int, int] = {1: 0}
    for edits in range(LONGEST_DETOUR):
        trail.append(dict(reached))
        if not effort.allows(edits + 1):
            return []
        lowest = -edits if edits <= len(after) else edits - 2 * len(after)
        highest = edits if edits <= len(before) else 2 * len(before) - edits
        for diagonal in range(lowest, highest + 1, 2):
            _, x = _last_step(trail[edits], diagonal, edits)
            x = _slide(before, after, x, x - diagonal, effort)
            reached[diagonal] = x
            if x >= len(before) and x - diagonal >= len(after):
                return trail
    return []


def _last_step(reached: dict[int, int], diagonal: int, edits: int) -> tuple[int, int]:
    """The diagonal one comes from, by whichever step leads further, and where one then stands."""
    down, right = reached.get(diagonal + 1, -1), reached.get(diagonal - 1, -1)
    if diagonal == -edits or (diagonal != edits and right < down):
        return diagonal + 1, down
    return diagonal - 1, right + 1


def _slide(before: Sequence[str], after: Sequence[str], x: int, y: int, effort: Effort) -> int:
    start = x
    while x < len(before) and y < len(after) and before[x] == after[y]:
        x, y = x + 1, y + 1
    effort.left -= x - start
    return x


def _without_the_unchanged(rows: list[Row]) -> Iterator[Row]:
    """Only what stands near a change; of the rest, how many lines it is."""
    changed = [at for at, row in enumerate(rows) if row.kind is not Kind.SAME]
    shown = {near for at in changed for near in range(at - CONTEXT, at + CONTEXT + 1)}
    skipped = 0
    for at, row in enumerate(rows):
        if at not in shown:
            skipped += 1
            continue
        if skipped:
            yield Row(Kind.SKIPPED, skipped=skipped)
        skipped = 0
        yield row
    if skipped:
        yield Row(Kind.SKIPPED, skipped=skipped)
