"""The cache that all processes of a host share; limits rest on its counting."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

import pytest

from config.cache import CULL_EVERY, JSONSerializer, SharedFileCache

THREADS = 16


@pytest.fixture
def cache(tmp_path):
    return SharedFileCache(tmp_path / "folder" / "cache.sqlite3", {})


@pytest.mark.parametrize("value", [None, 0, 1, "text", "ä🙂", [1, "two"], {"a": {"b": None}}, True])
def test_json_values_come_back_as_they_were(cache, value):
    cache.set("key", value)

    assert cache.get("key", "default") == value


def test_missing_key_gives_the_default(cache):
    assert cache.get("key") is None
    assert cache.get("key", 7) == 7


def test_value_is_gone_after_its_time(cache):
    cache.set("key", 1, timeout=-1)

    assert cache.get("key") is None
    assert not cache.touch("key")


def test_value_without_timeout_stays(cache):
    cache.set("key", 1, timeout=None)

    assert cache.get("key") == 1


def test_add_keeps_a_live_value_and_replaces_a_dead_one(cache):
    assert cache.add("key", 1)
    assert not cache.add("key", 2)
    assert cache.get("key") == 1

    cache.set("key", 1, timeout=-1)
    assert cache.add("key", 3)
    assert cache.get("key") == 3


def test_incr_counts_and_keeps_the_end_of_the_window(cache):
    cache.set("key", 5, timeout=60)

    assert [cache.incr("key"), cache.incr("key", 10), cache.decr("key")] == [6, 16, 15]
    cache.touch("key", timeout=-1)
    assert cache.get("key") is None


def test_incr_of_a_missing_or_dead_value_says_so(cache):
    with pytest.raises(ValueError, match="not found"):
        cache.incr("key")
    cache.set("key", 1, timeout=-1)
    with pytest.raises(ValueError, match="not found"):
        cache.incr("key")


def test_touch_gives_more_time(cache):
    cache.set("key", 1, timeout=60)

    assert cache.touch("key", timeout=None)
    assert cache.get("key") == 1


def test_delete_and_clear(cache):
    cache.set_many({"one": 1, "two": 2})

    assert cache.delete("one")
    assert not cache.delete("one")
    cache.clear()
    assert cache.get("two") is None


def test_another_process_sees_the_same_values(cache, tmp_path):
    cache.set("key", 1)

    assert SharedFileCache(tmp_path / "folder" / "cache.sqlite3", {}).incr("key") == 2


def test_of_many_adding_at_once_exactly_one_is_told_true(cache):
    """C-23"""
    cache.set("warm", 1)

    with ThreadPoolExecutor(THREADS) as pool:
        told = list(pool.map(lambda number: cache.add("key", number), range(THREADS)))

    assert told.count(True) == 1


def test_counting_at_once_loses_nothing(cache):
    """C-23"""
    cache.set("key", 0)

    with ThreadPoolExecutor(THREADS) as pool:
        counted = list(pool.map(lambda _: cache.incr("key"), range(200)))

    assert sorted(counted) == list(range(1, 201))


def test_dead_values_are_thrown_away_now_and_then(cache):
    cache.set("dead", 1, timeout=-1)
    for _ in range(CULL_EVERY):
        cache.set("alive", 1)

    kept = cache._connection().execute("SELECT key FROM entry").fetchall()
    assert kept == [(":1:alive",)]


@pytest.mark.parametrize("value", [0, 7, "text", [1, 2], {"a": None}, True])
def test_redis_gets_json_and_countable_numbers(value):
    """A-MA-08: no pickle."""
    stored = JSONSerializer().dumps(value)
    returned = str(stored).encode() if type(stored) is int else stored

    assert JSONSerializer().loads(returned) == value
    assert (type(stored) is int) == (type(value) is int)


def test_file_that_another_reads_before_it_has_its_log_is_opened_all_the_same(tmp_path):
    """A-AU-03: the first guesses after a start come together; only one can switch the file."""
    path = tmp_path / "cache.sqlite3"
    first = SharedFileCache(path, {})
    first.set("key", 1)
    first._connection().close()
    with closing(sqlite3.connect(path, isolation_level=None)) as reader:
        reader.execute("PRAGMA journal_mode=DELETE")
        reader.execute("BEGIN")
        reader.execute("SELECT * FROM entry").fetchall()

        assert SharedFileCache(path, {}).get("key") == 1
