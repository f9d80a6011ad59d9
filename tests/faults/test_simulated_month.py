"""benchmarks/simulated_month.py in small: the ledger says what is true, or keeps its bound."""

from collections import Counter

import pytest

from benchmarks.month_ledger import play
from benchmarks.month_people import Kind, crowd
from benchmarks.month_truth import broken, truth_of


@pytest.fixture
def installation(settings, live_server):
    settings.LIMITS_FACTOR = 100_000
    settings.SURVEY_EVERY = 2
    settings.COMMUNITY = settings.COMMUNITY | {"email": "help@example.org"}
    return live_server.url


def test_each_level_is_the_truth_or_keeps_its_bound(installation):
    """A-VO-16, L-TD-03: programs and staff count nothing, and counting anew is the same."""
    outcome = play(installation, visitors=60, seed=7, days=20, threads=1)

    assert outcome.problems == []
    assert {person.kind for person in outcome.people} == set(Kind)
    assert outcome.figures["confirmed"] > 0
    assert outcome.figures["reported"] > 0


def test_a_ledger_that_is_wrong_is_found():
    truth = truth_of(crowd(200, articles=[1, 2, 3], every=2, days=20, seed=7))
    right = Counter(truth.exact)

    assert broken(truth, right, low=0.0, high=1.0) == []
    for name in ("confirmed", "customers", "implicit", "survey-solved"):
        assert broken(truth, right + Counter({name: 1}), low=0.0, high=1.0) != []
    assert broken(truth, right, low=0.9, high=1.0) != []
