"""What can only be seen when everything is wired up: URLs, models, tasks."""

import re
from collections.abc import Iterator

from django.apps import apps
from django.conf import settings
from django.urls import URLPattern, URLResolver, get_resolver

from config.celery import app as current_app
from tests.architecture.sources import APPS

FLOORS = ["events", "accounts", "notifications", "privacy", "community", "knowledge"]
ACCESS = {"public", "members", "curators", "analysts", "moderators", "administrators"}
ACCESS |= {"anonymous-post", "signed-post"}
# Libraries that keep watch at their own doors: the admin asks `is_staff`, allauth its own rules.
FOREIGN = ("allauth.", "django.")


def patterns(resolver: URLResolver) -> Iterator[URLPattern]:
    for entry in resolver.url_patterns:
        if isinstance(entry, URLPattern):
            yield entry
        elif entry.namespace != "admin":
            yield from patterns(entry)


def own_doors() -> list[URLPattern]:
    doors = patterns(get_resolver())
    return [door for door in doors if not door.callback.__module__.startswith(FOREIGN)]


def test_every_view_says_who_may_enter():
    """A-AZ-01: a URL without an access decorator, or with another one around it, fails here."""
    doors = own_doors()

    assert len(doors) > 30
    assert [str(door) for door in doors if getattr(door.callback, "access", "") not in ACCESS] == []


def test_every_view_is_ours():
    """A decorator that forgot `wraps` would hide whose view it is."""
    strangers = [
        str(door) for door in own_doors() if door.callback.__module__.split(".")[0] not in APPS
    ]
    assert strangers == []


def test_every_door_has_a_name():
    assert [str(door) for door in own_doors() if not door.name] == []


def test_foreign_keys_point_down():
    for model in apps.get_models():
        for field in model._meta.get_fields():
            if not (field.concrete and field.is_relation and field.related_model):
                continue
            here, there = model._meta.app_label, field.related_model._meta.app_label
            if {here, there} <= set(FLOORS):
                upward = FLOORS.index(there) > FLOORS.index(here)
                # An event names its actor: the bus knows people exist, through AUTH_USER_MODEL.
                assert not upward or there == "accounts", f"{model.__name__}.{field.name}"


def test_tables_of_our_own_have_no_default_order():
    """Every listing orders by itself and ends in a unique column."""
    ordered = [
        model.__name__
        for model in apps.get_models()
        if model.__module__.split(".")[0] in APPS and model._meta.ordering
    ]
    assert not ordered


def test_scheduled_tasks_exist_and_do_not_pile_up():
    """C-19, F-02: an old tick is thrown away."""
    current_app.loader.import_default_modules()
    for name, entry in settings.CELERY_BEAT_SCHEDULE.items():
        assert entry["task"] in current_app.tasks, name
        assert entry["options"]["expires"] <= 5, name
        assert entry["options"]["queue"] in {"pulse", "jobs"}, name


def test_broker_carries_json_only():
    """A-MA-08"""
    assert current_app.conf.accept_content == ["json"]
    assert current_app.conf.task_serializer == "json"


def test_killed_task_is_not_lost():
    """F-05"""
    assert current_app.conf.task_acks_late
    assert current_app.conf.task_reject_on_worker_lost
    assert current_app.conf.worker_prefetch_multiplier == 1


def test_requests_stand_in_no_transaction_of_their_own():
    """A GET inside one would wait behind every open write."""
    assert not settings.DATABASES["default"].get("ATOMIC_REQUESTS", False)


def test_sessions_and_messages_are_no_pickles():
    """A-MA-08"""
    assert settings.SESSION_SERIALIZER.endswith("JSONSerializer")


def test_scripts_and_styles_come_from_here_alone():
    """A-XS-16"""
    directives = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
    assert directives["default-src"] == ["'none'"]
    for name in ("script-src", "style-src", "img-src", "font-src", "connect-src", "form-action"):
        assert directives[name] == ["'self'"], name
    for name in ("base-uri", "frame-ancestors", "object-src"):
        assert directives[name] == ["'none'"], name
    assert not re.search("unsafe|nonce", str(directives))
