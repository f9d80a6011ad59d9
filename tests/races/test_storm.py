"""Everybody does everything at once; afterwards every counter is what it counts."""

from benchmarks.storm_curating import CURATING
from benchmarks.storming import storm

# What happens to the threads that articles are made of.
BELOW = ("answer", "solve", "revert", "vote", "hide", "restore", "merge", "mask", "edit", "erase")


def test_counters_are_right_after_a_storm():
    """C-17, C-18, C-20: no error that a person would see, and no drift in score, reputation,
    medals or unread counts. `benchmarks/storm.py` is the long form."""
    outcome = storm(seconds=5)

    assert outcome.errors == []
    assert outcome.differences == []
    assert outcome.acts["vote"]
    assert outcome.acts["solve"]


def test_articles_are_in_one_state_after_a_storm_of_curators():
    """C-11, L-AU-02: whatever they do with the same few articles while their threads change,
    each public article has one text, needs review exactly while it is doubted, is named in its
    threads, and the record is whole."""
    outcome = storm(seconds=5, threads=8, only=[*CURATING, *BELOW, "deliver"])

    assert outcome.errors == []
    assert outcome.differences == []
    assert outcome.acts["promote"]
    assert outcome.acts["edit-article"]
