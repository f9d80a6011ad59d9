"""How often somebody may do something (A-VO-17)."""

from datetime import timedelta

import pytest
from django.core.cache import cache

from config import limits
from config.cache import SharedFileCache
from config.limits import TooOften, count, count_member, visitor
from tests.factories import make_user


def allowed(scope: str, who: str = "somebody", tries: int = 200) -> int:
    """How many of `tries` acts in a row pass."""
    for number in range(tries):
        try:
            count(scope, who)
        except TooOften:
            return number
    return tries


@pytest.mark.parametrize(
    ("scope", "figures"),
    [
        ("ask", [(5, 86_400)]),
        ("ask-first-day", [(3, 86_400)]),
        ("answer", [(4, 60), (100, 86_400)]),
        ("answer-first-day", [(10, 86_400)]),
        ("vote", [(50, 86_400)]),
        ("vote-first-day", [(10, 86_400)]),
        ("vote-change", [(30, 86_400)]),
        ("login", [(6, 60), (30, 3600)]),
        ("search", [(2, 1), (30, 60)]),
        ("suggest", [(5, 1), (60, 60)]),
    ],
)
def test_figures_are_those_of_the_trust_cases(scope, figures):
    assert limits.LIMITS[scope] == figures


@pytest.mark.parametrize(("scope", "figure"), [("ask", 5), ("answer", 4), ("search", 2)])
def test_one_act_too_many_is_refused(at_noon, scope, figure):
    assert allowed(scope) == figure


def test_refusal_says_when_to_come_back(at_noon):
    allowed("search")

    with pytest.raises(TooOften) as refused:
        count("search", "somebody")
    assert refused.value.seconds == 1


def test_one_persons_limit_is_nobody_elses(at_noon):
    allowed("ask", "somebody")

    assert allowed("ask", "another") == 5


def test_next_window_starts_afresh(at_noon, monkeypatch):
    allowed("answer")
    monkeypatch.setattr(limits.timezone, "now", lambda: at_noon + timedelta(seconds=60))

    assert allowed("answer") == 4


def test_longer_window_holds_over_many_short_ones(at_noon, monkeypatch):
    passed = 0
    for minute in range(30):
        at = at_noon + timedelta(minutes=minute)
        monkeypatch.setattr(limits.timezone, "now", lambda at=at: at)
        passed += allowed("answer")

    assert passed == 100


def test_setting_raises_every_limit_for_a_load_test(at_noon, settings):
    settings.LIMITS_FACTOR = 3

    assert allowed("ask") == 15


def test_first_day_has_its_own_lower_limit(db, at_noon):
    newcomer = make_user(created_at=at_noon - timedelta(hours=2))
    settled = make_user(created_at=at_noon - timedelta(days=2))

    for _ in range(3):
        count_member("ask", newcomer)
        count_member("ask", settled)

    with pytest.raises(TooOften):
        count_member("ask", newcomer)
    count_member("ask", settled)


def test_newcomers_are_not_limited_where_no_figure_is_given(db, at_noon):
    count_member("vote-change", make_user(created_at=at_noon))


def test_visitor_is_no_address(rf):
    """A-PR-02, L-TD-02: nothing that can be turned back."""
    key = visitor(rf.get("/", REMOTE_ADDR="192.0.2.7"))

    assert "192.0.2.7" not in key
    assert key == visitor(rf.get("/", REMOTE_ADDR="192.0.2.7"))
    assert key != visitor(rf.get("/", REMOTE_ADDR="192.0.2.8"))


def test_visitor_of_tomorrow_is_another(rf):
    today = visitor(rf.get("/", REMOTE_ADDR="192.0.2.7"))
    cache.clear()

    assert today != visitor(rf.get("/", REMOTE_ADDR="192.0.2.7"))


def test_neighbours_in_one_ipv6_network_are_one_visitor(rf):
    """A-AU-20: per /64."""
    one, two, other = (
        visitor(rf.get("/", REMOTE_ADDR=address))
        for address in ("2001:db8::1", "2001:db8::ffff", "2001:db8:0:1::1")
    )

    assert one == two != other


@pytest.mark.parametrize(
    ("proxies", "forwarded", "address"),
    [
        (0, "", "192.0.2.1"),
        (0, "198.51.100.9", "192.0.2.1"),
        (1, "198.51.100.9", "198.51.100.9"),
        (1, "203.0.113.5, 198.51.100.9", "198.51.100.9"),
        (2, "6.6.6.6, 203.0.113.5, 198.51.100.9", "203.0.113.5"),
        (2, "198.51.100.9", "192.0.2.1"),
        (1, "not an address", "127.0.0.1"),
        (1, "", "127.0.0.1"),
    ],
)
def test_address_comes_from_our_own_proxies_only(rf, settings, proxies, forwarded, address):
    """A-AU-21: a forged X-Forwarded-For changes nothing."""
    settings.TRUSTED_PROXY_COUNT = proxies
    request = rf.get("/", REMOTE_ADDR="192.0.2.1", HTTP_X_FORWARDED_FOR=forwarded)

    assert limits.client_address(request) == address


@pytest.mark.parametrize("content", [b"this is no database" * 100, b""])
def test_damaged_cache_file_is_replaced_and_limits_go_on(tmp_path, content):
    path = tmp_path / "cache.sqlite3"
    path.write_bytes(content)
    damaged = SharedFileCache(path, {})

    damaged.add("tries", 0)

    assert damaged.incr("tries") == 1


def test_cache_that_is_away_limits_nobody(settings, tmp_path):
    (tmp_path / "no-folder").write_text("")
    settings.CACHES = {
        "default": {
            "BACKEND": "config.cache.SharedFileCache",
            "LOCATION": tmp_path / "no-folder" / "cache.sqlite3",
        }
    }
    for _try in range(50):
        limits.count("demo-restart", "somebody")


def test_what_is_forgiven_counts_no_more(asker):
    for _try in range(20):
        limits.count_member("ask", asker)
        limits.forgive_member("ask", asker)


@pytest.mark.parametrize(
    ("header", "address"),
    [("203.0.113.7:5678", "203.0.113.7"), ("[2001:db8::7]:443", "2001:db8::7")],
)
def test_port_behind_a_forwarded_address_is_left_out(rf, settings, header, address):
    settings.TRUSTED_PROXY_COUNT = 1

    request = rf.get("/", headers={"X-Forwarded-For": header})

    assert limits.client_address(request) == address


def test_ipv4_visitors_of_an_ipv6_socket_are_told_apart(rf):
    one, other = (rf.get("/", REMOTE_ADDR=f"::ffff:203.0.113.{number}") for number in (1, 2))

    assert limits.visitor(one) != limits.visitor(other)
