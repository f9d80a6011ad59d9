"""Everybody does everything at once; afterwards every counter is what it counts."""

from benchmarks.storming import storm


def test_counters_are_right_after_a_storm():
    """C-17, C-18, C-20: no error that a person would see, and no drift in score, reputation,
    medals or unread counts. `benchmarks/storm.py` is the long form."""
    outcome = storm(seconds=5)

    assert outcome.errors == []
    assert outcome.differences == []
    assert outcome.acts["vote"]
    assert outcome.acts["solve"]
