"""How many hits each filter would show: each count disregards its own filter alone."""

import pytest

from knowledge.search.circles import CircledEngine
from knowledge.search.engine import Query, State
from tests.knowledge.search.builders import make_article, make_document, nothing

DOCUMENTS = [
    {"product_id": 1, "tags": ("wlan", "router"), "state": State.SOLVED},
    {"product_id": 1, "tags": ("wlan",)},
    {"product_id": 2, "tags": ("wlan",), "language": "en"},
    {},
]


@pytest.fixture
def filled(engine):
    engine.put([make_document("Router blinkt", **fields) for fields in DOCUMENTS])
    engine.put([make_article("Router verstehen", product_id=2)])
    return engine


def test_all_counts_without_a_filter(filled):
    result = filled.search(Query(text="router"))

    assert result.total == 5
    assert result.product_counts == {1: 2, 2: 2}
    assert result.tag_counts == {"wlan": 3, "router": 1}
    assert result.language_counts == {"de": 4, "en": 1}
    assert result.state_counts == {"open": 3, "solved": 1, "published": 1}


def test_a_filter_narrows_the_other_counts_and_not_its_own(filled):
    result = filled.search(Query(text="router", product_ids=(1,)))

    assert result.total == 2
    assert result.product_counts == {1: 2, 2: 2}
    assert result.tag_counts == {"wlan": 2, "router": 1}
    assert result.language_counts == {"de": 2}
    assert result.state_counts == {"open": 1, "solved": 1}


@pytest.mark.parametrize(
    ("filters", "total"),
    [
        ({"product_ids": (2,)}, 2),
        ({"tags": ("wlan",)}, 3),
        ({"tags": ("router",)}, 1),
        ({"languages": ("en",)}, 1),
        ({"states": (State.SOLVED,)}, 1),
        ({"product_ids": (1,), "tags": ("router",)}, 1),
    ],
)
def test_count_is_what_the_filter_shows(filled, filters, total):
    assert filled.search(Query(text="router", **filters)).total == total


def test_two_filters_count_each_without_itself(filled):
    result = filled.search(Query(text="router", product_ids=(1,), tags=("router",)))

    assert result.product_counts == {1: 1}
    assert result.tag_counts == {"wlan": 2, "router": 1}


def test_a_page_of_hits_changes_no_count(filled):
    result = filled.search(Query(text="router", limit=1, offset=3))

    assert len(result.hits) == 1
    assert result.product_counts == {1: 2, 2: 2}


def test_nobody_pays_for_counts_that_he_does_not_ask_for(filled):
    result = filled.search(Query(text="router", is_counted=False))

    assert result.total == 5
    assert not result.product_counts
    assert not result.tag_counts


def test_counts_of_circles_are_added_for_those_inside_alone(tmp_path):
    """A-AZ-07."""
    engine = CircledEngine(tmp_path / "index")
    for_staff = make_article("Router intern", product_id=1, tags=("wlan",), circle="staff")
    engine.rebuild([make_document("Router", product_id=1), for_staff], fetch=nothing)

    inside = engine.search(Query(text="router", circles=("staff",)))
    outside = engine.search(Query(text="router"))

    assert (inside.product_counts, inside.tag_counts) == ({1: 2}, {"wlan": 1})
    assert (outside.product_counts, outside.tag_counts) == ({1: 1}, {})


def test_pins_and_newest_hold_across_circles(tmp_path):
    engine = CircledEngine(tmp_path / "index")
    inside = make_article("Router intern", created=9, circle="staff")
    old, new = make_document("Router", created=1), make_document("Router", created=5)
    engine.rebuild([old, new, inside], fetch=nothing)

    def keys(**asked) -> list[str]:
        return [
            hit.key for hit in engine.search(Query(text="router", circles=("staff",), **asked)).hits
        ]

    assert keys(sort="newest") == [inside.key, new.key, old.key]
    assert keys(pinned=(old.key, inside.key))[:2] == [old.key, inside.key]
