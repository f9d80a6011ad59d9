import pytest
from hypothesis import given
from hypothesis import strategies as st

from community.diffing import MOST_ROWS, Kind, Row, diff
from tests.patience import processor_seconds

SOME_TEXT = st.text(alphabet="ab \n", max_size=60)


def sides(row: Row) -> tuple[str, str]:
    """As a reader sees them: changed words in brackets."""
    marked = (
        "".join(f"[{part.text}]" if part.is_changed else part.text for part in side)
        for side in (row.before, row.after)
    )
    before, after = marked
    return before, after


def test_same_texts_have_no_difference():
    assert diff("One line", "One line") == []


def test_changed_line_marks_the_words_that_differ():
    (row,) = diff("The router blinks red today", "The router blinks blue today")

    assert row.kind is Kind.CHANGED
    assert sides(row) == ("The router blinks [red] today", "The router blinks [blue] today")


def test_neighbouring_changes_are_one_mark():
    (row,) = diff("It works since this morning", "It works after the update")

    assert sides(row) == ("It works [since this morning]", "It works [after the update]")


def test_new_line_stands_alone_and_its_neighbour_beside_its_former_self():
    rows = diff("Unplug the router.", "First save your settings.\nUnplug the router now.")

    assert [row.kind for row in rows] == [Kind.ADDED, Kind.CHANGED]
    assert sides(rows[1]) == ("Unplug the router.", "Unplug the router[ now].")


def test_lines_far_from_a_change_are_counted():
    lines = [f"line {number}" for number in range(20)]

    rows = diff("\n".join(lines), "\n".join([*lines[:-1], "the end"]))

    assert rows[0].kind is Kind.SKIPPED
    assert rows[0].skipped == 17
    assert [row.kind for row in rows[1:]] == [Kind.SAME, Kind.SAME, Kind.REMOVED, Kind.ADDED]


def test_text_that_came_or_went_as_a_whole_is_shown():
    assert [row.kind for row in diff("", "a\nb")] == [Kind.ADDED, Kind.ADDED]
    assert [row.kind for row in diff("a\nb", "")] == [Kind.REMOVED, Kind.REMOVED]


@given(before=SOME_TEXT, after=SOME_TEXT)
def test_rows_hold_both_texts(before, after):
    rows = diff(before, after)

    if before == after:
        assert rows == []
        return
    assert is_told_by(before, [(row.before, row.skipped) for row in rows])
    assert is_told_by(after, [(row.after, row.skipped) for row in rows])


def is_told_by(text: str, side: list) -> bool:
    lines = text.split("\n") if text else []
    at = 0
    for parts, skipped in side:
        if parts and "".join(part.text for part in parts) != lines[at]:
            return False
        at += skipped + bool(parts)
    return at == len(lines)


@given(before=SOME_TEXT, after=SOME_TEXT)
def test_unmarked_words_are_the_same_on_both_sides(before, after):
    for row in diff(before, after):
        if row.kind is Kind.CHANGED:
            kept = [
                "".join(p.text for p in side if not p.is_changed).split()
                for side in (row.before, row.after)
            ]
            assert kept[0] == kept[1]


COSTLY = {
    "empty lines": ("\n" * 20_000, "a\n" * 10_000),
    "one letter": ("a " * 10_000, "a b " * 5_000),
    "turned around": ("a\nb\n" * 5_000, "b\na\n" * 5_000),
    "few words": ("".join("ab c"[n * n % 4] for n in range(20_000)), "c ab" * 5_000),
    "lines alike": (
        "\n".join(f"{n * 7 % 11} {n * 5 % 13} x" for n in range(2_800)),
        "\n".join(f"{n * 3 % 11} {n * 2 % 13} x" for n in range(2_800)),
    ),
}


@pytest.mark.parametrize("case", COSTLY)
def test_hostile_texts_of_20000_characters_cost_little(case):
    """A-DO-01: 300 ms of processor time, whatever somebody types."""
    before, after = COSTLY[case]

    with processor_seconds(0.3):
        rows = diff(before, after)

    assert 0 < len(rows) <= MOST_ROWS + 1


def test_more_rows_than_anybody_reads_are_cut():
    rows = diff("a\n" * 5_000, "b\n" * 5_000)

    assert rows[-1].kind is Kind.CUT
