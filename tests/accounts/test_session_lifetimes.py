"""A-AU-11: how long a session lives without a visit, and at most."""

import time
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.urls import reverse

from tests.factories import make_user

PAGE = reverse("accounts:points")
HOUR, DAY = 3600, 86_400


@pytest.fixture
def later(monkeypatch):
    """Move the clock on by seconds."""
    now = time.time()

    def move(seconds: float) -> None:
        monkeypatch.setattr(time, "time", lambda: now + seconds)

    return move


def is_signed_in(client) -> bool:
    return client.get(PAGE).status_code == 200


@pytest.mark.parametrize(
    ("roles", "idle"),
    [("", 14 * DAY), ("employee", 8 * HOUR), ("curator", 8 * HOUR), ("administrator", 8 * HOUR)],
)
def test_session_left_alone_ends(db, client_of, later, roles, idle):
    client = client_of(make_user(roles=roles))
    later(idle - 60)
    assert is_signed_in(client)

    later(2 * idle - 30)

    assert not is_signed_in(client)


@pytest.mark.parametrize(("roles", "lifetime"), [("", 90 * DAY), ("moderator", 24 * HOUR)])
def test_session_ends_however_busy_it_is(db, client_of, later, roles, lifetime):
    client = client_of(make_user(roles=roles))
    step = lifetime // 20

    for number in range(20):
        later(number * step)
        assert is_signed_in(client)
    later(lifetime + 1)

    assert not is_signed_in(client)


def test_ended_session_is_gone_from_the_table_with_its_cookie(asker, client_of, later):
    client = client_of(asker)
    later(15 * DAY)

    response = client.get(PAGE)

    assert not Session.objects.exists()
    assert response.cookies["sessionid"]["max-age"] == 0


def test_looking_around_writes_next_to_nothing(asker, client_of, later, count_queries):
    client = client_of(asker)
    client.get(PAGE)
    quiet = count_queries(lambda: client.get(PAGE))
    later(timedelta(minutes=6).total_seconds())
    moved_on = count_queries(lambda: client.get(PAGE))

    assert moved_on > quiet
    assert count_queries(lambda: client.get(PAGE)) == quiet


def test_reader_gets_no_session_and_no_cookie(client, db):
    """L-TD-01, A-CA-03"""
    response = client.get(reverse("home"))

    assert not response.cookies
    assert not Session.objects.exists()


def test_signing_in_again_starts_afresh(asker, client_of, later):
    client = client_of(asker)
    later(13 * DAY)
    client.force_login(asker)
    later(26 * DAY)

    assert is_signed_in(client)
