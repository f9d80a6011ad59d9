from datetime import timedelta

import pytest
from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from community.events import QuestionAsked
from config import health
from config.events import bus
from config.events.models import MAX_ATTEMPTS, Delivery


@pytest.fixture
def checks(monkeypatch):
    """The floor's own checks; what other apps register depends on their state."""
    own = {name: health._checks[name] for name in ("database", "migrations", "deliveries")}
    monkeypatch.setattr(health, "_checks", own)
    return own


@pytest.fixture
def waiting(db):
    """An event that should have been delivered ten minutes ago."""
    bus.record(QuestionAsked(1))
    ten_minutes_ago = timezone.now() - timedelta(minutes=10)
    Delivery.objects.update(not_before=ten_minutes_ago)


def test_process_is_alive_without_asking_anything(client, db, django_assert_num_queries):
    with django_assert_num_queries(0):
        response = client.get("/healthz")

    assert (response.status_code, response.content) == (200, b"ok\n")


def test_ready_when_all_is_well(client, db, checks):
    response = client.get("/readyz")

    assert response.status_code == 200
    assert response.json() == {
        "ready": True,
        "checks": {"database": "ok", "migrations": "ok", "deliveries": "ok"},
    }


def test_not_ready_with_events_waiting(client, checks, waiting):
    response = client.get("/readyz")

    assert response.status_code == 503
    assert "more than five minutes" in response.json()["checks"]["deliveries"]


def test_dead_letters_wait_for_a_person_not_for_the_balancer(client, checks, waiting):
    Delivery.objects.update(attempts=MAX_ATTEMPTS)

    assert client.get("/readyz").status_code == 200


def test_not_ready_with_a_migration_missing(client, db, checks):
    newest = MigrationLoader(connection).graph.leaf_nodes("knowledge")[0]
    MigrationRecorder(connection).record_unapplied(*newest)

    response = client.get("/readyz")

    assert response.status_code == 503
    assert response.json()["checks"]["migrations"] == "1 migrations are missing."


def test_failing_check_is_an_answer_that_says_no_more_than_needed(client, db, checks, monkeypatch):
    """F-13, A-LG-06"""

    def away() -> str:
        raise DatabaseError("password=secret host=10.0.0.7")

    health.register("search", away)

    response = client.get("/readyz")

    assert response.status_code == 503
    assert response.json()["checks"]["search"] == "DatabaseError"
    assert "secret" not in response.text


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_nobody_caches_health(client, db, checks, path):
    response = client.get(path)

    assert "no-store" in response["Cache-Control"]
    assert "Set-Cookie" not in response
    assert client.post(path).status_code == 405
